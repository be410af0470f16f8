namespace PrivacyProxy.Addresses;

/// <summary>
/// IPv6 addresses that carry a whole IPv4 address in their first 64 bits, where an ordinary prefix would keep it. The forms
/// that carry it in the last 32 bits (IPv4-compatible, Teredo's client, NAT64 <c>64:ff9b::/96</c>, ISATAP) lose all of it to
/// every truncation, because <see cref="Truncation"/> keeps 64 bits at most. The IPv4-mapped form is IPv4 before it gets here.
/// </summary>
internal static class EmbeddedIpv4
{
    /// <summary>
    /// The position of the first bit of the embedded IPv4 address; 128 when there is none in the first half. Local-use NAT64
    /// (RFC 8215) may start it at bit 48, 56, 64 or 96: the earliest is assumed, since the address does not tell.
    /// </summary>
    public static int FirstBit(UInt128 address)
    {
        if (address >> 112 == 0x2002)
            return 16;
        if (address >> 80 == 0x0064_ff9b_0001)
            return 48;
        return 128;
    }
}
