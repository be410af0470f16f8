using System.Buffers.Binary;
using System.Net;

namespace PrivacyProxy.Tests.Addresses;

/// <summary>Every way in which an IPv6 address is known to carry an IPv4 address.</summary>
internal static class Ipv4Embeddings
{
    public static IEnumerable<KeyValuePair<string, Func<uint, IPAddress>>> All { get; } =
    [
        new("mapped", ipv4 => Last32("::ffff:0:0", ipv4)),
        new("compatible", ipv4 => Last32("::", ipv4)),
        new("translated", ipv4 => Last32("::ffff:0:0:0", ipv4)),
        new("6to4", ipv4 => At("2002::abcd", 2, ipv4)),
        new("Teredo client", ipv4 => Last32("2001:0:4136:e378:8000:63bf::", ~ipv4)),
        new("NAT64", ipv4 => Last32("64:ff9b::", ipv4)),
        new("NAT64 local /48", ipv4 => AroundOctet8("64:ff9b:1::", 6, ipv4)),
        new("NAT64 local /56", ipv4 => AroundOctet8("64:ff9b:1:200::", 7, ipv4)),
        new("NAT64 local /64", ipv4 => AroundOctet8("64:ff9b:1:203::", 8, ipv4)),
        new("NAT64 local /96", ipv4 => Last32("64:ff9b:1:203:4:5::", ipv4)),
        new("ISATAP private", ipv4 => Last32("2001:db8:1:2:0:5efe::", ipv4)),
        new("ISATAP global", ipv4 => Last32("2001:db8:1:2:200:5efe::", ipv4)),
    ];

    private static IPAddress Last32(string prefix, uint ipv4) => At(prefix, 12, ipv4);

    private static IPAddress At(string prefix, int octet, uint ipv4)
    {
        var bytes = IPAddress.Parse(prefix).GetAddressBytes();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(octet), ipv4);
        return new IPAddress(bytes);
    }

    // RFC 6052 leaves octet 8 out of the IPv4 address.
    private static IPAddress AroundOctet8(string prefix, int octet, uint ipv4)
    {
        var bytes = IPAddress.Parse(prefix).GetAddressBytes();
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            if (octet == 8)
                octet++;
            bytes[octet++] = (byte)(ipv4 >> shift);
        }
        return new IPAddress(bytes);
    }
}
