using PrivacyProxy.Bots;

namespace PrivacyProxy.Settings;

/// <summary>
/// The section <c>PrivacyProxy</c> of the configuration: everything that the operator decides. Listeners and
/// certificates are Kestrel's own and stand in the section <c>Kestrel</c>.
/// </summary>
public sealed record ProxySettings
{
    /// <summary>
    /// Networks in CIDR notation (<c>10.0.0.0/8</c>) of the reverse proxies in front of this one. Only from them is
    /// <c>X-Forwarded-For</c> believed, walked from right to left. Absent or empty: nobody is trusted, and the visitor's
    /// address is the one that the connection comes from.
    /// </summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>
    /// The websites, by a name of your choice. The name is part of the pseudonyms' key derivation: who renames a site
    /// changes its pseudonyms. At least one is needed.
    /// </summary>
    public IReadOnlyDictionary<string, SiteSettings> Sites { get; init; } = new Dictionary<string, SiteSettings>();

    /// <summary>How bots are recognised and what happens to them.</summary>
    public BotSettings Bots { get; init; } = new();

    /// <summary>How much of one request is read at most.</summary>
    public LimitSettings Limits { get; init; } = new();

    /// <summary>
    /// The directory of vendor profiles, relative to the configuration file. A profile here wins over the shipped one of
    /// the same name. Default: the directory <c>vendors</c> beside the configuration file, if there is one.
    /// </summary>
    public string? VendorProfiles { get; init; }
}
