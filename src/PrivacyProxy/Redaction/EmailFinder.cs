using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Finds e-mail addresses around an at sign: <c>@</c>, its full-width and small forms, and quoted-printable <c>=40</c>.
/// The domain needs no dot, because SDKs cut values off after 255 characters (<c>jane.doe@exam</c>) and company log-ins
/// have none. Not an address: <c>@handle</c>, <c>logo@2x.png</c>, <c>package@1.2.3</c>.
/// </summary>
internal static class EmailFinder
{
    private const int CutOffLength = 250;
    private const int LongestDomain = 320;
    private const int MostSpaces = 2;

    private static readonly SearchValues<byte> AtSigns = SearchValues.Create((byte)'@', (byte)'=', 0xEF);

    private static readonly SearchValues<byte> LocalAscii =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-'!#$*^~`={|}"u8);

    private static readonly SearchValues<byte> Letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    private static readonly SearchValues<byte> DigitsAndDots = SearchValues.Create("0123456789."u8);

    internal static void Find(ReadOnlySpan<byte> value, ref Findings found)
    {
        // Everything before the floor belongs to an earlier at sign: each byte is walked over once, however many at signs.
        var floor = 0;
        for (var at = 0; at < value.Length;)
        {
            var step = value[at..].IndexOfAny(AtSigns);
            if (step < 0)
                break;
            at += step;
            var width = AtSignWidth(value[at..]);
            if (width == 0)
            {
                at++;
                continue;
            }
            var isQuotedPrintable = value[at] == '=';
            var start = LocalStart(value, floor, at, stopAtEquals: isQuotedPrintable);
            var end = DomainEnd(value, at + width, isQuotedPrintable);
            if (end >= 0 && HasLocal(value[start..at], mustHaveLetter: end == at + width))
                found.Add(start, end, DataClass.Email);
            else if (!isQuotedPrintable)
                FindBetweenSpaces(value, floor, at, at + width, ref found);
            at += width;
            if (!isQuotedPrintable)
                floor = at;
        }
        FindCutOffAtSign(value, floor, ref found);
    }

    // "jane @ example.com". Of "lunch @ 12" and "thanks @handle" neither side is one.
    private static void FindBetweenSpaces(ReadOnlySpan<byte> value, int floor, int at, int after, ref Findings found)
    {
        var localEnd = at;
        while (localEnd > floor && at - localEnd < MostSpaces && value[localEnd - 1] == ' ')
            localEnd--;
        var domainStart = after;
        while (domainStart < value.Length && domainStart - after < MostSpaces && value[domainStart] == ' ')
            domainStart++;
        if ((localEnd == at && domainStart == after) || domainStart == value.Length || value[domainStart] == '[')
            return;
        var start = LocalStart(value, floor, localEnd, stopAtEquals: false);
        var end = DomainEnd(value, domainStart, mustHaveTopLevel: true);
        if (end >= 0 && HasLocal(value[start..localEnd], mustHaveLetter: false) && value[start..localEnd].ContainsAny(Letters))
            found.Add(start, end, DataClass.Email);
    }

    private static int AtSignWidth(ReadOnlySpan<byte> rest) => rest[0] switch
    {
        (byte)'@' => 1,
        (byte)'=' => rest.StartsWith("=40"u8) ? 3 : 0,
        _ => rest.StartsWith("＠"u8) || rest.StartsWith("﹫"u8) ? 3 : 0,
    };

    private static int LocalStart(ReadOnlySpan<byte> value, int floor, int at, bool stopAtEquals)
    {
        var start = at;
        if (start > floor && value[start - 1] == '"')
        {
            var quote = value[floor..(start - 1)].LastIndexOf((byte)'"');
            if (quote >= 0)
                return floor + quote;
        }
        while (start > floor && IsLocal(value[start - 1]) && !(stopAtEquals && value[start - 1] == '='))
            start--;
        return start;
    }

    private static bool IsLocal(byte b) => b >= 0x80 || LocalAscii.Contains(b);

    private static bool HasLocal(ReadOnlySpan<byte> local, bool mustHaveLetter)
    {
        if (mustHaveLetter && local.Length < 2)
            return false;
        foreach (var b in local)
        {
            if (b >= 0x80 || char.IsAsciiLetter((char)b) || (!mustHaveLetter && char.IsAsciiDigit((char)b)))
                return true;
        }
        return false;
    }

    /// <summary>Where the domain ends; -1 when what follows the at sign is no domain.</summary>
    private static int DomainEnd(ReadOnlySpan<byte> value, int start, bool mustHaveTopLevel)
    {
        // Cut off right behind the at sign.
        if (start == value.Length)
            return mustHaveTopLevel ? -1 : start;
        if (value[start] == '[')
        {
            var close = value.Slice(start, Math.Min(64, value.Length - start)).IndexOf((byte)']');
            return close < 0 || mustHaveTopLevel ? -1 : start + close + 1;
        }
        var end = start;
        // The next at sign ends it, also one that is made of bytes that a domain may have.
        while (end < value.Length && end - start < LongestDomain && IsDomain(value[end])
            && (value[end] != 0xEF || AtSignWidth(value[end..]) == 0))
            end++;
        while (end > start && value[end - 1] is (byte)'.' or (byte)'-' or (byte)'_')
            end--;
        return IsDomainName(value[start..end], mustHaveTopLevel) ? end : -1;
    }

    private static bool IsDomain(byte b) =>
        b >= 0x80 || char.IsAsciiLetterOrDigit((char)b) || b is (byte)'.' or (byte)'-' or (byte)'_';

    private static bool IsDomainName(ReadOnlySpan<byte> domain, bool mustHaveTopLevel)
    {
        if (domain.IsEmpty)
            return false;
        var dot = domain.IndexOf((byte)'.');
        var firstLabel = dot < 0 ? domain : domain[..dot];
        var lastLabel = domain[(domain.LastIndexOf((byte)'.') + 1)..];
        var hasTopLevel = dot > 0 && lastLabel.Length >= 2 && !lastLabel.ContainsAnyExcept(Letters);
        if (mustHaveTopLevel)
            return hasTopLevel && !char.IsAsciiDigit((char)domain[0]);
        // logo@2x.png is an image for dense screens.
        if (firstLabel.Length == 2 && firstLabel[0] is >= (byte)'1' and <= (byte)'4' && firstLabel[1] is (byte)'x' or (byte)'X')
            return false;
        // package@18.2.0-beta.1 is a version; jane@163.com and jane@10.1.2.3 are addresses.
        if (!firstLabel.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return hasTopLevel || (domain.Count((byte)'.') == 3 && !domain.ContainsAnyExcept(DigitsAndDots));
        return true;
    }

    // A value cut off in the middle of an escaped at sign: "...jane.doe%4".
    private static void FindCutOffAtSign(ReadOnlySpan<byte> value, int floor, ref Findings found)
    {
        if (value.Length < CutOffLength)
            return;
        var tail = Math.Max(floor, value.Length - 5);
        var percent = value[tail..].IndexOf((byte)'%');
        if (percent < 0 || !"%252540"u8.StartsWith(value[(tail + percent)..]) && !"%40"u8.StartsWith(value[(tail + percent)..]))
            return;
        var start = tail + percent;
        while (start > floor && (IsLocal(value[start - 1]) || value[start - 1] == '%'))
            start--;
        if (start < tail + percent)
            found.Add(start, value.Length, DataClass.Email);
    }
}
