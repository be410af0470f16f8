namespace PrivacyProxy.Geo;

/// <summary>
/// Where a visitor roughly is, at the granularity that the site chose. Looked up from the full address by the proxy
/// itself; what a sender claims about its place is removed.
/// </summary>
/// <param name="Country">ISO 3166-1 alpha-2 code, or null when unknown.</param>
/// <param name="Region">The name of the first subdivision, or null.</param>
/// <param name="City">The city's name, or null.</param>
internal sealed record Place(string? Country, string? Region, string? City)
{
    /// <summary>No look-up, or no answer.</summary>
    public static readonly Place Unknown = new(null, null, null);
}
