using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace PrivacyProxy.Addresses;

/// <summary>
/// How many leading bits of an address are kept. Zero bits of a family mean that no address of it is given out at all,
/// rather than a <c>0.0.0.0</c> that would count as one.
/// </summary>
internal readonly record struct Truncation
{
    public const int DefaultIpv4Bits = 24;
    public const int DefaultIpv6Bits = 48;

    /// <summary>The second half of an IPv6 address names a device, and often hides an IPv4 address.</summary>
    public const int MostIpv6Bits = 64;

    public Truncation(int ipv4Bits, int ipv6Bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ipv4Bits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ipv4Bits, 32);
        ArgumentOutOfRangeException.ThrowIfNegative(ipv6Bits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ipv6Bits, MostIpv6Bits);
        Ipv4Bits = ipv4Bits;
        Ipv6Bits = ipv6Bits;
    }

    public int Ipv4Bits { get; }

    public int Ipv6Bits { get; }

    /// <summary>No address at all.</summary>
    public static Truncation None => default;

    public static Truncation Default => new(DefaultIpv4Bits, DefaultIpv6Bits);

    /// <param name="settings">Settings in which <see cref="AddressSettingsProblems"/> found nothing; null for the defaults.</param>
    public static Truncation From(AddressSettings? settings) =>
        new(settings?.Ipv4Bits ?? DefaultIpv4Bits, settings?.Ipv6Bits ?? DefaultIpv6Bits);

    public TruncatedAddress Apply(IPAddress address)
    {
        address = PlainAddress.Of(address);
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var length))
            return TruncatedAddress.None;
        bytes = bytes[..length];
        var kept = address.AddressFamily == AddressFamily.InterNetwork ? Ipv4Bits : KeptIpv6Bits(bytes);
        if (kept == 0)
            return TruncatedAddress.None;
        KeepLeadingBits(bytes, kept);
        return new TruncatedAddress(new IPAddress(bytes));
    }

    private int KeptIpv6Bits(ReadOnlySpan<byte> bytes)
    {
        var embedded = EmbeddedIpv4.FirstBit(BinaryPrimitives.ReadUInt128BigEndian(bytes));
        return Math.Min(Ipv6Bits, embedded + Ipv4Bits);
    }

    private static void KeepLeadingBits(Span<byte> bytes, int kept)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            var keptHere = Math.Clamp(kept - i * 8, 0, 8);
            bytes[i] &= (byte)(0xff00 >> keptHere);
        }
    }
}
