using PrivacyProxy.Consent;
using PrivacyProxy.Pseudonyms;
using PrivacyProxy.Redaction;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Sites;

/// <summary>A vendor as one site uses it: where it is, what may be called, and what becomes of every field.</summary>
internal sealed class SiteVendor
{
    public required string Name { get; init; }

    public required Purpose Purpose { get; init; }

    /// <summary>The path on the site, without trailing slash.</summary>
    public required string Path { get; init; }

    /// <summary>Base URL without trailing slash.</summary>
    public required string Upstream { get; init; }

    /// <summary>Base URL of scripts, without trailing slash.</summary>
    public required string ScriptUpstream { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required EndpointTable Endpoints { get; init; }

    public required RedactionPolicy Policy { get; init; }

    public required PseudonymMapping Pseudonyms { get; init; }

    /// <summary>The request headers that leave, with their rules.</summary>
    public required IReadOnlyList<KeyValuePair<string, FieldRule>> Headers { get; init; }

    public required CookieRules Cookies { get; init; }

    /// <summary>The header that carries the truncated address; null when none leaves.</summary>
    public string? AddressHeader { get; init; }

    /// <summary>Constant headers of the operator.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> UpstreamHeaders { get; init; }
}
