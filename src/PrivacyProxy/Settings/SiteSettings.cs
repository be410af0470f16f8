using PrivacyProxy.Addresses;
using PrivacyProxy.Consent;
using PrivacyProxy.Pseudonyms;

namespace PrivacyProxy.Settings;

/// <summary>One website: whose visitors they are, what they agreed to, and where their analytics go.</summary>
public sealed record SiteSettings
{
    /// <summary>
    /// The host names under which requests for this site reach the proxy, without port: <c>www.shop.example</c>.
    /// <c>*</c> matches any host that no other site names. At least one is needed.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>
    /// Further origins whose pages may call the proxy from a browser, exactly as browsers write them:
    /// <c>https://blog.shop.example</c>. Pages on <see cref="Hosts"/> may always. Default: none.
    /// </summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>
    /// <c>balanced</c> (default) or <c>strict</c>. What each means per field is shown by <c>check</c>.
    /// </summary>
    public Preset Preset { get; init; } = Preset.Balanced;

    /// <summary>Where the visitor's decision is read. Needed.</summary>
    public ConsentSettings? Consent { get; init; }

    /// <summary>How many bits of an address leave. Default: IPv4 24, IPv6 48; with <c>strict</c> no address leaves.</summary>
    public AddressSettings Addresses { get; init; } = new();

    /// <summary>
    /// The key of this site's pseudonyms: 32 or more random bytes in base64 (<c>openssl rand -base64 32</c>). Give it by
    /// environment variable or secret file. Absent: a random key that is lost at the end of the process, so every visitor
    /// gets new pseudonyms then; this is said at the start.
    /// </summary>
    public SecretText? PseudonymKey { get; init; }

    /// <summary>
    /// The key that <see cref="PseudonymKey"/> replaces. It holds until <see cref="PseudonymKeyFrom"/>, so that several
    /// processes change keys at one moment. Absent: none.
    /// </summary>
    public SecretText? PreviousPseudonymKey { get; init; }

    /// <summary>
    /// The moment (ISO 8601 with offset) from which <see cref="PseudonymKey"/> holds. Needed together with
    /// <see cref="PreviousPseudonymKey"/>.
    /// </summary>
    public DateTimeOffset? PseudonymKeyFrom { get; init; }

    /// <summary>
    /// How long an id keeps its pseudonym: <c>none</c> (as long as the key), <c>day</c>, <c>week</c>, <c>month</c>,
    /// <c>year</c>. Default: <c>none</c>; with <c>strict</c>: <c>day</c>.
    /// </summary>
    public PseudonymPeriod? PseudonymPeriod { get; init; }

    /// <summary>
    /// The collision level: with N ids in a period, about N / 2^bits of them share each pseudonym. 16 to 128.
    /// Default: 128 (no two); with <c>strict</c>: 24.
    /// </summary>
    public int? PseudonymBits { get; init; }

    /// <summary>
    /// Parameters of page URLs that leave although the preset removes them, each with a written reason. Default: none.
    /// </summary>
    public IReadOnlyList<UrlParameterSettings> UrlParameters { get; init; } = [];

    /// <summary>The vendors of this site, by profile name. At least one is needed.</summary>
    public IReadOnlyDictionary<string, VendorSettings> Vendors { get; init; } = new Dictionary<string, VendorSettings>();
}

/// <summary>The two promises that a site chooses between.</summary>
public enum Preset
{
    /// <summary>Truncated addresses, campaign parameters kept, unknown fields scanned, stable pseudonyms.</summary>
    Balanced,

    /// <summary>After the French regulator's criteria for proxies: no address, no URL parameters, no unknown fields,
    /// pseudonyms that vary in time and collide.</summary>
    Strict,
}

/// <summary>A parameter of page URLs that a site keeps.</summary>
public sealed record UrlParameterSettings
{
    /// <summary>The parameter's name, decoded. Needed.</summary>
    public string? Name { get; init; }

    /// <summary>Why it may leave, in words of at least 10 characters; shown by <c>check</c>. Needed.</summary>
    public string? Reason { get; init; }
}
