using System.Buffers;
using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Writes the host of a URL: in lower case, an address literal (in any notation that a browser accepts) as <c>[ip]</c>, and a
/// host that carries an id, an escape or anything that no host name has as <c>[host]</c>.
/// </summary>
internal static class UrlHost
{
    private const int ShortestId = 16;

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_"u8);

    /// <summary>Cuts the port off; the port is empty when it is none, or the scheme's own.</summary>
    internal static ReadOnlySpan<byte> WithoutPort(ReadOnlySpan<byte> hostAndPort, ReadOnlySpan<byte> scheme, out ReadOnlySpan<byte> port)
    {
        port = default;
        var colon = hostAndPort.LastIndexOf((byte)':');
        if (colon < 0 || hostAndPort[colon..].Contains((byte)']'))
            return hostAndPort;
        var digits = hostAndPort[(colon + 1)..];
        if (digits.Length > 5 || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return hostAndPort;
        var isDefault = (digits.SequenceEqual("443"u8) && !Ascii.EqualsIgnoreCase(scheme, "http"u8))
            || (digits.SequenceEqual("80"u8) && !Ascii.EqualsIgnoreCase(scheme, "https"u8));
        if (!isDefault)
            port = digits;
        return hostAndPort[..colon];
    }

    internal static void Write(ReadOnlySpan<byte> host, ByteBuffer output)
    {
        if (host.IsEmpty)
            return;
        if (IsAddress(host))
        {
            output.Append("[ip]"u8);
            return;
        }
        if (!IsName(host))
        {
            output.Append("[host]"u8);
            return;
        }
        if (!host.ContainsAnyInRange((byte)'A', (byte)'Z'))
        {
            output.Append(host);
            return;
        }
        foreach (var b in host)
            output.Append(b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b);
    }

    internal static bool IsName(ReadOnlySpan<byte> host)
    {
        if (host.IsEmpty || host.Length > 253 || host[0] == '.')
            return false;
        if (host.ContainsAnyExcept(NameBytes) && !IsInternational(host))
            return false;
        return !PersonalData.Contains(host) && (host.Length < ShortestId || (!HasIdLabel(host) && !HasDashedAddress(host)));
    }

    // Letters of other scripts are; what browsers read as other letters (full-width digits make an address) is not.
    private static bool IsInternational(ReadOnlySpan<byte> host)
    {
        foreach (var b in host)
        {
            if (b < 0x80 && !NameBytes.Contains(b))
                return false;
        }
        if (!System.Text.Unicode.Utf8.IsValid(host))
            return false;
        Span<byte> plain = stackalloc byte[256];
        return TextEscapes.Decode(host, plain) == host.Length && !host.Contains((byte)0xE2);
    }

    // The name that a provider gives to the line of a customer: dslb-203-0-113-7.pools.example.
    private static bool HasDashedAddress(ReadOnlySpan<byte> host)
    {
        var numbers = 0;
        var number = 0;
        var digits = 0;
        foreach (var b in host)
        {
            if (char.IsAsciiDigit((char)b) && digits < 3)
            {
                number = (number * 10) + b - '0';
                digits++;
                continue;
            }
            numbers = digits > 0 && number <= 255 && (b == '-' || numbers == 3) ? numbers + 1 : 0;
            if (numbers == 4)
                return true;
            number = digits = 0;
        }
        return numbers == 3 && digits > 0 && number <= 255;
    }

    private static bool HasIdLabel(ReadOnlySpan<byte> host)
    {
        foreach (var range in host.Split((byte)'.'))
        {
            var label = host[range];
            if (!label.StartsWith("xn--"u8) && OpaqueId.IsIn(label))
                return true;
        }
        return false;
    }

    // 203.0.113.7, [2001:db8::1], 3405803783, 0xcb.0x71.1: a host whose last label is a number is an IPv4 address.
    internal static bool IsAddress(ReadOnlySpan<byte> host)
    {
        if (host[0] == '[')
            return host[^1] == ']' && !host.SequenceEqual("[host]"u8);
        var name = host[^1] == '.' ? host[..^1] : host;
        var last = name[(name.LastIndexOf((byte)'.') + 1)..];
        if (last.IsEmpty)
            return false;
        return !last.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || (last.Length > 2 && last[0] == '0' && (last[1] | 0x20) == 'x' && !last[2..].ContainsAnyExcept(EncodedRun.Hex));
    }
}
