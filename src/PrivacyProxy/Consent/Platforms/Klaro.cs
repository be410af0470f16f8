namespace PrivacyProxy.Consent.Platforms;

/// <summary>
/// Klaro: <c>encodeURIComponent</c> of a JSON object service → boolean. The cookie exists only after a choice, so its
/// presence is the marker of a decision; it carries neither time nor version.
/// </summary>
internal sealed class Klaro : IConsentDialect
{
    public static readonly ConsentSource Source = new("klaro", "klaro", PurposeNaming.Required, (settings, _) => new Klaro(settings));

    private readonly JsonGrants _services;

    private Klaro(ConsentSettings settings) =>
        _services = new JsonGrants(new PurposeNames(settings.Analytics ?? []), new PurposeNames(settings.Marketing ?? []));

    public ConsentDecision Read(ReadOnlySpan<char> value)
    {
        Span<byte> json = stackalloc byte[StrictPercent.MaxLength];
        return JsonGrants.TryDecode(value, json, out var length) && length > 0
            ? _services.Read(json[..length])
            : ConsentDecision.Undecided;
    }
}
