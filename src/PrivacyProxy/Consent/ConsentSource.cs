namespace PrivacyProxy.Consent;

/// <summary>One consent platform that can be named in a site's settings.</summary>
/// <param name="Name">What the operator writes.</param>
/// <param name="DefaultCookie">The cookie's name when the settings give none; null when they must.</param>
/// <param name="Naming">Whether the settings say what the purposes are called in the cookie.</param>
/// <param name="Open">Compiles settings that were found right into the reader of the cookie's value.</param>
internal sealed record ConsentSource(
    string Name,
    string? DefaultCookie,
    PurposeNaming Naming,
    Func<ConsentSettings, TimeProvider, IConsentDialect> Open);
