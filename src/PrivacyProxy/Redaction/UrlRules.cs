using System.Collections.Frozen;

namespace PrivacyProxy.Redaction;

/// <summary>What a site keeps of its URLs.</summary>
/// <param name="KeepCampaignParameters">Keep <see cref="CampaignParameters"/>; everything else is removed from the query.</param>
internal sealed record UrlRules(bool KeepCampaignParameters)
{
    /// <summary>Names of further parameters to keep, decoded and in lower case; their values are scanned like all others.</summary>
    internal FrozenSet<string> KeptParameters { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The hosts of the site itself, in lower case: its URLs are cleaned, other URLs are cut down to their origin.</summary>
    internal IReadOnlyList<string> SiteHosts { get; init; } = [];

    /// <summary>Write nothing at all for the URL of another site.</summary>
    internal bool RemoveExternal { get; init; }
}
