using System.Buffers;
using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Finds e-mail addresses that were spelled to hide them from robots: <c>jane(at)example.com</c>,
/// <c>jane [at] example [dot] com</c>, <c>jane (arroba) example.com</c>, <c>jane at example dot com</c>. Where the at sign is a bare word, the dot has to be
/// one too and a known top-level domain has to follow: "look at the dot chart" is no address.
/// </summary>
internal static class SpelledEmailFinder
{
    private const int ShortestInBrackets = 9;
    private const int ShortestInWords = 14;
    private const int MostLabels = 8;

    private static readonly SearchValues<byte> Openings = SearchValues.Create("([{<"u8);

    private static readonly SearchValues<byte> LocalBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-"u8);

    private static readonly SearchValues<byte> Letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    private static readonly ByteNames TopLevels = new(
        "com org net info biz edu gov name app dev shop store online site cloud mail email company gmbh test example invalid "
        + "de at ch fr be lu nl es it pt uk ie us ca au nz eu io co me tv se no dk fi pl cz ru ua gr tr br mx ar in jp cn kr");

    /// <summary>A cheap look: is there an "at" in brackets?</summary>
    internal static bool MayBeIn(ReadOnlySpan<byte> value) =>
        value.Length >= ShortestInBrackets && (TryBracketed(value, 0, "at"u8, out _, out _) || TryBracketed(value, 0, "@"u8, out _, out _)
            || TryBracketed(value, 0, "arroba"u8, out _, out _) || TryBracketed(value, 0, "arobase"u8, out _, out _));

    /// <summary>A cheap look: is there the word "dot"?</summary>
    internal static bool MayBeInWords(ReadOnlySpan<byte> value) =>
        value.Length >= ShortestInWords && (value.IndexOf("dot"u8) >= 0 || value.IndexOf("DOT"u8) >= 0);

    internal static void Find(ReadOnlySpan<byte> value, ref Findings found)
    {
        FindBracketed(value, "at"u8, ref found);
        FindBracketed(value, "@"u8, ref found);
        FindBracketed(value, "arroba"u8, ref found);
        FindBracketed(value, "arobase"u8, ref found);
        for (var i = 0; TryWord(value, i, "at"u8, out var start, out var end); i = end)
            Add(value, start, end, dotMustBeWord: true, ref found);
    }

    private static void FindBracketed(ReadOnlySpan<byte> value, ReadOnlySpan<byte> word, ref Findings found)
    {
        for (var i = 0; TryBracketed(value, i, word, out var start, out var end); i = end)
            Add(value, start, end, dotMustBeWord: false, ref found);
    }

    private static void Add(ReadOnlySpan<byte> value, int atStart, int atEnd, bool dotMustBeWord, ref Findings found)
    {
        var localEnd = atStart;
        while (localEnd > 0 && atStart - localEnd < 2 && value[localEnd - 1] == ' ')
            localEnd--;
        var start = localEnd;
        while (start > 0 && localEnd - start < 64 && (value[start - 1] >= 0x80 || LocalBytes.Contains(value[start - 1])))
            start--;
        if (localEnd == start || !value[start..localEnd].ContainsAny(Letters))
            return;
        var end = DomainEnd(value, atEnd, dotMustBeWord);
        if (end > 0)
            found.Add(start, end, DataClass.Email);
    }

    private static int DomainEnd(ReadOnlySpan<byte> value, int start, bool dotMustBeWord)
    {
        var end = 0;
        var at = SkipSpaces(value, start);
        for (var label = 0; label < MostLabels; label++)
        {
            var begin = at;
            while (at < value.Length && (char.IsAsciiLetterOrDigit((char)value[at]) || value[at] == '-' || value[at] >= 0x80))
                at++;
            // A word between dashes: "jane-at-example-dot-com".
            var dash = value[begin..at].IndexOf("-dot-"u8);
            if (dash > 0)
                at = begin + dash;
            if (at == begin)
                break;
            var name = value[begin..at];
            if (label > 0 && name.Length >= 2 && !name.ContainsAnyExcept(Letters) && (!dotMustBeWord || TopLevels.Contains(name)))
                end = at;
            if (!TryDot(value, at, dotMustBeWord, out at))
                break;
        }
        return end;
    }

    private static bool TryDot(ReadOnlySpan<byte> value, int at, bool mustBeWord, out int end)
    {
        end = at;
        if (TryWord(value, at, "dot"u8, out var start, out end) && start == at)
            return true;
        if (mustBeWord)
            return false;
        var bracket = SkipSpaces(value, at);
        if ((TryBracketed(value, bracket, "dot"u8, out start, out end) || TryBracketed(value, bracket, "."u8, out start, out end)) && start == bracket)
        {
            end = SkipSpaces(value, end);
            return true;
        }
        end = at + 1;
        return at < value.Length && value[at] == '.';
    }

    // The word with a space, an underscore or a dash on both of its sides; they are part of it.
    private static bool TryWord(ReadOnlySpan<byte> value, int from, ReadOnlySpan<byte> word, out int start, out int end)
    {
        for (start = from; start + word.Length + 2 < value.Length; start++)
        {
            var step = value[start..].IndexOfAny((byte)' ', (byte)'_', (byte)'-');
            if (step < 0)
                break;
            start += step;
            end = start + word.Length + 2;
            if (end < value.Length && value[end - 1] == value[start] && Ascii.EqualsIgnoreCase(value[(start + 1)..(end - 1)], word))
                return true;
        }
        start = end = value.Length;
        return false;
    }

    private static bool TryBracketed(ReadOnlySpan<byte> value, int from, ReadOnlySpan<byte> word, out int start, out int end)
    {
        for (start = from; start < value.Length; start++)
        {
            var step = value[start..].IndexOfAny(Openings);
            if (step < 0)
                break;
            start += step;
            var begin = SkipSpaces(value, start + 1);
            end = SkipSpaces(value, begin + word.Length);
            if (end >= value.Length || value[end] != Closing(value[start]))
                continue;
            if (!Ascii.EqualsIgnoreCase(value.Slice(begin, word.Length), word))
                continue;
            end++;
            return true;
        }
        start = end = value.Length;
        return false;
    }

    private static byte Closing(byte opening) => opening == '(' ? (byte)')' : (byte)(opening + 2);

    private static int SkipSpaces(ReadOnlySpan<byte> value, int at)
    {
        for (var skipped = 0; skipped < 2 && at < value.Length && value[at] == ' '; skipped++)
            at++;
        return at;
    }
}
