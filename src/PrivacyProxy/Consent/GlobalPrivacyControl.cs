using Microsoft.Extensions.Primitives;

namespace PrivacyProxy.Consent;

/// <summary>
/// The browser's objection <c>Sec-GPC: 1</c>. It can only tighten: it turns an opt-in into a refusal, never the reverse.
/// </summary>
internal sealed class GlobalPrivacyControl
{
    private readonly bool _deniesAnalytics;
    private readonly bool _deniesMarketing;

    public GlobalPrivacyControl(GpcSettings? settings)
    {
        _deniesAnalytics = Names(settings, nameof(Purpose.Analytics));
        _deniesMarketing = Names(settings, nameof(Purpose.Marketing));
    }

    /// <summary>
    /// Whether any field line is exactly <c>1</c>. Other values mean nothing by the specification, also <c>1, 1</c>.
    /// </summary>
    public static bool IsSet(StringValues secGpc)
    {
        foreach (var line in secGpc)
        {
            if (line.AsSpan().Trim(" \t") is "1")
                return true;
        }
        return false;
    }

    /// <summary>The decision that holds for a request with these <c>Sec-GPC</c> field lines.</summary>
    public ConsentDecision Apply(ConsentDecision decision, StringValues secGpc)
    {
        if (!IsSet(secGpc))
            return decision;
        return new ConsentDecision(
            _deniesAnalytics ? ConsentState.Refused : decision.Analytics,
            _deniesMarketing ? ConsentState.Refused : decision.Marketing);
    }

    private static bool Names(GpcSettings? settings, string purpose) =>
        settings?.Denies is not { } denies || denies.Contains(purpose, StringComparer.OrdinalIgnoreCase);
}
