namespace PrivacyProxy.Settings;

/// <summary>One vendor of one site. The key in <c>Vendors</c> names the profile: <c>mixpanel</c>, <c>mautic</c>.</summary>
public sealed record VendorSettings
{
    /// <summary>The path on the site under which the vendor is reached: <c>/mp</c>. Needed.</summary>
    public string? Path { get; init; }

    /// <summary>The vendor's base URL: <c>https://api-eu.mixpanel.com</c>. Needed.</summary>
    public string? Upstream { get; init; }

    /// <summary>The base URL of the vendor's scripts. Default: the profile's, or <see cref="Upstream"/> where it has none.</summary>
    public string? ScriptUpstream { get; init; }

    /// <summary>Allows an upstream with http outside of loopback. Default: false.</summary>
    public bool AllowInsecureUpstream { get; init; }

    /// <summary>
    /// Headers with constant values that every request to the vendor carries, such as <c>X-Forwarded-Proto: https</c> for
    /// a Mautic behind plain http. Names that carry addresses or cookies are refused. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, SecretText> UpstreamHeaders { get; init; } = new Dictionary<string, SecretText>();

    /// <summary>Seconds without progress after which an exchange with the vendor is given up with 504. 1 to 600. Default: 15.</summary>
    public int TimeoutSeconds { get; init; } = 15;

    /// <summary>Renamed routes: path in the page's configuration to path of the profile: <c>"/e": "/track"</c>. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Routes { get; init; } = new Dictionary<string, string>();

    /// <summary>Paths of the vendor's own pages, such as landing pages, that visitors may open. Default: none.</summary>
    public IReadOnlyList<string> Pages { get; init; } = [];

    /// <summary>Further fields that are removed wherever they stand. Default: none.</summary>
    public IReadOnlyList<string> Remove { get; init; } = [];

    /// <summary>Further fields that hold ids and are pseudonymised wherever they stand, such as Mixpanel's group keys. Default: none.</summary>
    public IReadOnlyList<string> Pseudonymise { get; init; } = [];

    /// <summary>
    /// What becomes of session replays: <c>refuse</c> (default), or <c>mask</c>: recordings leave, with all texts masked,
    /// URLs cleaned, and attributes, console and network lines removed. What remains is the page's structure and layout,
    /// the lengths of its words, and where and when the visitor moved, clicked, scrolled and typed.
    /// </summary>
    public SessionReplay SessionReplay { get; init; }

    /// <summary>Rules of the profile that this site changes, each with a written reason. Default: none.</summary>
    public IReadOnlyList<OverrideSettings> Overrides { get; init; } = [];

    /// <summary>
    /// Endpoints of the profile that need no consent cookie here, each with a written reason: a newsletter's consent
    /// may be recorded elsewhere, and mail programs send no cookie. Default: none.
    /// </summary>
    public IReadOnlyList<WithoutConsentSettings> WithoutConsent { get; init; } = [];
}

/// <summary>A rule of the profile that a site changes.</summary>
public sealed record OverrideSettings
{
    /// <summary>The profile's rule set: <c>event</c>. Needed.</summary>
    public string? Rules { get; init; }

    /// <summary>The field's path in it: <c>**.plan</c>, <c>properties.price</c>. Needed.</summary>
    public string? Field { get; init; }

    /// <summary>The rule, as in profiles: <c>keep:number</c>. Needed.</summary>
    public string? Rule { get; init; }

    /// <summary>Why, in words of at least 10 characters; shown by <c>check</c>. Needed.</summary>
    public string? Reason { get; init; }
}

/// <summary>An endpoint that needs no consent cookie at a site.</summary>
public sealed record WithoutConsentSettings
{
    /// <summary>The endpoint's name in the profile: <c>email-open</c>. Needed.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Why, in words of at least 10 characters; shown by <c>check</c>. Needed.</summary>
    public string? Reason { get; init; }
}
