using System.Net;

namespace PrivacyProxy.Addresses;

/// <summary>
/// The visitor's full address. It lives in memory for the bot check and the place look-up, and must never be written:
/// its text is a constant, so neither a log sentence nor an error message can show it.
/// </summary>
internal readonly struct ClientAddress : IEquatable<ClientAddress>
{
    private readonly IPAddress? _address;

    private ClientAddress(IPAddress address) => _address = address;

    /// <summary>No address: a connection without one, for example over a Unix socket.</summary>
    public static ClientAddress Unknown => default;

    public bool IsKnown => _address is not null;

    /// <summary>
    /// The address itself, for the look-ups that need all of it: <c>Bots</c> and <c>Geo</c>. Nobody else may call this;
    /// whatever leaves the process is made by <see cref="Truncated"/>.
    /// </summary>
    internal IPAddress Full => _address ?? throw new InvalidOperationException("The client's address is unknown.");

    /// <summary>Takes the address of a connection or a forwarding header; an IPv4-mapped one becomes IPv4, zones are dropped.</summary>
    public static ClientAddress From(IPAddress? address) => address is null ? Unknown : new ClientAddress(PlainAddress.Of(address));

    public TruncatedAddress Truncated(Truncation truncation) => _address is null ? default : truncation.Apply(_address);

    public bool Equals(ClientAddress other) => Equals(_address, other._address);

    public override bool Equals(object? obj) => obj is ClientAddress other && Equals(other);

    public override int GetHashCode() => _address?.GetHashCode() ?? 0;

    public override string ToString() => "[address]";

    public static bool operator ==(ClientAddress left, ClientAddress right) => left.Equals(right);

    public static bool operator !=(ClientAddress left, ClientAddress right) => !left.Equals(right);
}
