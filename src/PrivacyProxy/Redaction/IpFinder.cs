using System.Net;
using System.Net.Sockets;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Finds IP addresses. Four numbers up to 255 between dots are an address, so a four-part version such as <c>4.12.0.18</c>
/// is taken for one (fields that hold versions have a rule of their own), but <c>v4.12.0.18</c>, <c>126.0.0.0</c> (the
/// browser version of today's user agents) and numbers with more or fewer parts are not.
/// </summary>
internal static class IpFinder
{
    private const int LongestVersion6 = 45;

    internal static void FindVersion4(ReadOnlySpan<byte> value, ref Findings found)
    {
        for (var dot = 0; dot < value.Length;)
        {
            var step = value[dot..].IndexOf((byte)'.');
            if (step < 0)
                return;
            dot += step;
            var start = dot;
            while (start > 0 && dot - start < 4 && char.IsAsciiDigit((char)value[start - 1]))
                start--;
            if (start < dot && IsVersion4Start(value, start) && TryReadVersion4(value[start..], out var length)
                && IsVersion4End(value, start + length))
            {
                found.Add(start, start + length, DataClass.Ip);
                dot = start + length;
            }
            else
            {
                dot++;
            }
        }
    }

    private static bool IsVersion4Start(ReadOnlySpan<byte> value, int start)
    {
        if (start == 0)
            return true;
        var before = (char)value[start - 1];
        if (before == '.')
            return start < 2 || !char.IsAsciiDigit((char)value[start - 2]);
        return !char.IsAsciiLetterOrDigit(before);
    }

    private static bool IsVersion4End(ReadOnlySpan<byte> value, int end)
    {
        if (end == value.Length)
            return true;
        if (value[end] == '.')
            return end + 1 == value.Length || !char.IsAsciiDigit((char)value[end + 1]);
        return !char.IsAsciiLetterOrDigit((char)value[end]);
    }

    private static bool TryReadVersion4(ReadOnlySpan<byte> text, out int length)
    {
        length = 0;
        var isVersion = true;
        for (var octet = 0; octet < 4; octet++)
        {
            if (octet > 0 && (length >= text.Length || text[length++] != '.'))
                return false;
            var number = 0;
            var digits = 0;
            for (; length < text.Length && char.IsAsciiDigit((char)text[length]); length++)
            {
                number = (number * 10) + text[length] - '0';
                if (++digits > 3)
                    return false;
            }
            if (digits == 0 || number > 255)
                return false;
            isVersion &= octet == 0 || number == 0;
        }
        return !isVersion;
    }

    internal static void FindVersion6(ReadOnlySpan<byte> value, ref Findings found)
    {
        for (var from = 0; from < value.Length;)
        {
            var colon = value[from..].IndexOf((byte)':');
            if (colon < 0)
                return;
            colon += from;
            var start = colon;
            while (start > from && char.IsAsciiHexDigit((char)value[start - 1]))
                start--;
            // A word glued to the first colon ("id:2001:db8::1") is a label; the address begins behind it.
            if (start > 0 && char.IsAsciiLetterOrDigit((char)value[start - 1]))
                start = colon + 1;
            var end = Math.Max(start, colon + 1);
            while (end < value.Length && (char.IsAsciiHexDigit((char)value[end]) || value[end] is (byte)':' or (byte)'.'))
                end++;
            from = Math.Max(end, colon + 1);
            if (end < value.Length && char.IsAsciiLetter((char)value[end]) && value[end - 1] is not ((byte)':' or (byte)'.'))
                continue;
            TrimVersion6(value, ref start, ref end);
            if (IsVersion6(value[start..end]))
                found.Add(start, end, DataClass.Ip);
        }
    }

    private static void TrimVersion6(ReadOnlySpan<byte> value, ref int start, ref int end)
    {
        while (end > start && value[end - 1] == '.')
            end--;
        if (end - start > 1 && value[end - 1] == ':' && value[end - 2] != ':')
            end--;
        if (end - start > 1 && value[start] == ':' && value[start + 1] != ':')
            start++;
    }

    // Every real address has a group of three hex digits or more; "12::30" and "a::b" are other notations.
    private static bool IsVersion6(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 6 or > LongestVersion6 || text.Count((byte)':') < 2)
            return false;
        var longest = 0;
        var run = 0;
        foreach (var b in text)
        {
            run = char.IsAsciiHexDigit((char)b) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return longest >= 3 && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
    }
}
