using System.Net;

namespace PrivacyProxy.Addresses;

/// <summary>
/// What is left of an address after truncation: the only form in which an address leaves the process. Only a
/// <see cref="Truncation"/> makes one. Its default is no address.
/// </summary>
internal readonly struct TruncatedAddress : IEquatable<TruncatedAddress>
{
    /// <summary>Enough room for the text of any address.</summary>
    public const int MaxTextLength = 45;

    private readonly IPAddress? _address;

    /// <summary>For <see cref="Truncation"/> alone.</summary>
    internal TruncatedAddress(IPAddress address) => _address = address;

    public static TruncatedAddress None => default;

    public bool IsPresent => _address is not null;

    /// <summary>Writes the text; false when there is no address, or no room.</summary>
    public bool TryFormat(Span<char> destination, out int written)
    {
        written = 0;
        return _address is not null && _address.TryFormat(destination, out written);
    }

    /// <summary>Writes the text as UTF-8; false when there is no address, or no room.</summary>
    public bool TryFormat(Span<byte> utf8Destination, out int written)
    {
        written = 0;
        return _address is not null && _address.TryFormat(utf8Destination, out written);
    }

    /// <summary>The text, empty without an address.</summary>
    public override string ToString() => _address?.ToString() ?? "";

    public bool Equals(TruncatedAddress other) => Equals(_address, other._address);

    public override bool Equals(object? obj) => obj is TruncatedAddress other && Equals(other);

    public override int GetHashCode() => _address?.GetHashCode() ?? 0;

    public static bool operator ==(TruncatedAddress left, TruncatedAddress right) => left.Equals(right);

    public static bool operator !=(TruncatedAddress left, TruncatedAddress right) => !left.Equals(right);
}
