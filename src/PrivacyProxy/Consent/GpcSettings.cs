namespace PrivacyProxy.Consent;

/// <summary>What a <c>Sec-GPC: 1</c> from the browser means on this site. The field itself always travels on to the vendor.</summary>
public sealed record GpcSettings
{
    /// <summary>
    /// The purposes that the signal denies, of <c>analytics</c> and <c>marketing</c>. When absent, both. Naming fewer than
    /// both needs a <see cref="Reason"/>.
    /// </summary>
    public IReadOnlyList<string>? Denies { get; init; }

    /// <summary>
    /// Why the signal denies less than both purposes here: a sentence of at least 10 characters that is shown by
    /// <c>check</c>. When absent, the signal must deny both.
    /// </summary>
    public string? Reason { get; init; }
}
