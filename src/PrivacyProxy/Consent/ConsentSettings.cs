namespace PrivacyProxy.Consent;

/// <summary>
/// Where a site's visitors' consent is recorded. The platform is named, never guessed: several platforms share cookie
/// names, and many write "true" before any click.
/// </summary>
public sealed record ConsentSettings
{
    /// <summary>
    /// The consent platform whose cookie is read: <c>klaro</c>, <c>cookiebot</c>, or <c>cookie</c> for a cookie that the
    /// site writes itself. Required: when absent, the start is refused.
    /// </summary>
    public string? Source { get; init; }

    /// <summary>
    /// The cookie's name, exact and case-sensitive. Required for <c>cookie</c>. When absent, <c>klaro</c> for Klaro and
    /// <c>CookieConsent</c> for Cookiebot.
    /// </summary>
    public string? Cookie { get; init; }

    /// <summary>
    /// What the consent platform calls analytics; exact and case-sensitive. For <c>cookie</c> the names of purposes, when
    /// absent <c>analytics</c>. For <c>klaro</c> the names of services, required. Not used by <c>cookiebot</c>, whose
    /// categories have fixed names. Of several names, all that the cookie mentions must be granted. An empty list says that
    /// the site asks for no such consent: the purpose is then never granted.
    /// </summary>
    public IReadOnlyList<string>? Analytics { get; init; }

    /// <summary>The same for marketing; when absent <c>marketing</c> for <c>cookie</c>.</summary>
    public IReadOnlyList<string>? Marketing { get; init; }

    /// <summary>
    /// What the browser's Global Privacy Control denies. When absent, it denies analytics and marketing, also over an
    /// earlier opt-in.
    /// </summary>
    public GpcSettings? GlobalPrivacyControl { get; init; }
}
