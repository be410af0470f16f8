namespace PrivacyProxy.Addresses;

/// <summary>How much of a visitor's address may leave. When absent, a site keeps 24 bits of IPv4 and 48 bits of IPv6.</summary>
public sealed record AddressSettings
{
    /// <summary>
    /// Leading bits of an IPv4 address that are kept, 0 to 32; 0 gives out no IPv4 address at all. When absent, 24. More
    /// needs a <see cref="Reason"/>. Also bounds what is kept of an IPv4 address inside of an IPv6 address.
    /// </summary>
    public int? Ipv4Bits { get; init; }

    /// <summary>
    /// Leading bits of an IPv6 address that are kept, 0 to 64; 0 gives out no IPv6 address at all. When absent, 48. More
    /// needs a <see cref="Reason"/>.
    /// </summary>
    public int? Ipv6Bits { get; init; }

    /// <summary>
    /// Why more than 24 or 48 bits are kept: a sentence of at least 10 characters that is shown by <c>check</c>. When absent,
    /// no more may be kept.
    /// </summary>
    public string? Reason { get; init; }
}
