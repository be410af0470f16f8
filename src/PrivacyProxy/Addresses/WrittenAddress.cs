using System.Buffers;
using System.Net;

namespace PrivacyProxy.Addresses;

/// <summary>
/// Reads an address as proxies and programs write it: bare, with a port, in brackets, with a zone. Shorthand that readers
/// disagree about (<c>127.1</c>, <c>0x7f.0.0.1</c>, <c>010.0.0.1</c>) is no address here.
/// </summary>
internal static class WrittenAddress
{
    /// <summary>The longest address in brackets with a long zone and a port.</summary>
    public const int MaxLength = 80;

    private static readonly SearchValues<char> Ipv6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");

    public static bool TryParse(ReadOnlySpan<char> text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.Length > MaxLength)
            return false;
        if (text is ['[', ..])
        {
            var end = text.IndexOf(']');
            return end > 0 && IsNothingOrPort(text[(end + 1)..]) && TryParseIpv6(text[1..end], out address);
        }
        var colon = text.IndexOf(':');
        if (colon < 0)
            return TryParseIpv4(text, out address);
        if (text[(colon + 1)..].Contains(':'))
            return TryParseIpv6(text, out address);
        return IsNothingOrPort(text[colon..]) && TryParseIpv4(text[..colon], out address);
    }

    private static bool TryParseIpv6(ReadOnlySpan<char> text, out IPAddress address)
    {
        address = IPAddress.None;
        var zone = text.IndexOf('%');
        if (zone >= 0)
            text = text[..zone];
        if (text.ContainsAnyExcept(Ipv6Characters) || !text.Contains(':'))
            return false;
        if (text.Contains('.') && !TryParseIpv4(text[(text.LastIndexOf(':') + 1)..], out _))
            return false;
        if (!IPAddress.TryParse(text, out var parsed))
            return false;
        address = PlainAddress.Of(parsed);
        return true;
    }

    private static bool TryParseIpv4(ReadOnlySpan<char> text, out IPAddress address)
    {
        address = IPAddress.None;
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < bytes.Length; i++)
        {
            var dot = text.IndexOf('.');
            if (dot < 0 != (i == 3) || !TryParseOctet(dot < 0 ? text : text[..dot], out bytes[i]))
                return false;
            text = text[(dot + 1)..];
        }
        address = new IPAddress(bytes);
        return true;
    }

    private static bool TryParseOctet(ReadOnlySpan<char> digits, out byte octet)
    {
        octet = 0;
        if (digits.Length is 0 or > 3 || (digits is ['0', _, ..]) || digits.ContainsAnyExceptInRange('0', '9'))
            return false;
        return byte.TryParse(digits, out octet);
    }

    private static bool IsNothingOrPort(ReadOnlySpan<char> text) =>
        text.IsEmpty || (text is [':', _, ..] && text.Length <= 6 && !text[1..].ContainsAnyExceptInRange('0', '9'));
}
