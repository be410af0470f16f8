using PrivacyProxy.Addresses;

namespace PrivacyProxy.Geo;

/// <summary>
/// The seam for geo data: the full address goes in, a coarse place comes out, and the address is truncated right after.
/// Without geo data every place is <see cref="Place.Unknown"/> and no place field is written for the vendor.
/// </summary>
internal delegate Place PlaceLookup(ClientAddress address);
