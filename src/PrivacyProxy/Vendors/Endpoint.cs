using PrivacyProxy.Redaction;
using PrivacyProxy.Replay;

namespace PrivacyProxy.Vendors;

/// <summary>A compiled endpoint of one vendor at one site.</summary>
internal sealed class Endpoint
{
    public required string Name { get; init; }

    public required EndpointKind Kind { get; init; }

    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>Null: no query parameter leaves.</summary>
    public RuleSet? Query { get; init; }

    /// <summary>The rules of the query without consent, for pages.</summary>
    public RuleSet? QueryWithoutConsent { get; init; }

    public RuleSet? Form { get; init; }

    /// <summary>The rules of a form without consent, for pages.</summary>
    public RuleSet? FormWithoutConsent { get; init; }

    public RuleSet? Json { get; init; }

    /// <summary>Null: the body is no session replay.</summary>
    public ReplayFormat? Replay { get; init; }

    /// <summary>True if a JSON body may have one document a line.</summary>
    public bool TakesLines { get; init; }

    public bool PayloadNeeded { get; init; }

    public bool SendsAuthorization { get; init; }

    /// <summary>False where the site has written down why this endpoint needs no consent cookie.</summary>
    public required bool NeedsConsent { get; init; }

    public required VendorAnswer Answer { get; init; }

    public bool Allows(string method)
    {
        foreach (var allowed in Methods)
        {
            if (allowed.Equals(method, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
