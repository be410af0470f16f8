using PrivacyProxy.Consent;

namespace PrivacyProxy.Tests.Consent.Platforms;

/// <summary>A decision in two letters, analytics then marketing: G granted, R refused, U undecided.</summary>
internal static class ReadAs
{
    public static string Letters(ConsentDecision decision) => $"{decision.Analytics.ToString()[0]}{decision.Marketing.ToString()[0]}";
}
