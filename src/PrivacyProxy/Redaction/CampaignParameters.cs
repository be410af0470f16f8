using System.Collections.Frozen;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Parameters that name a campaign, not a visitor. Click ids (gclid, fbclid, msclkid, …) are not among them: each names one
/// click of one person. Of Matomo's <c>mtm_</c> and <c>pk_</c> families only the documented names, because <c>pk_</c> is a
/// prefix for primary keys, too.
/// </summary>
internal static class CampaignParameters
{
    internal static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
    [
        "utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term", "utm_id", "utm_source_platform", "utm_campaign_id",
        "utm_creative_format", "utm_marketing_tactic",
        "mtm_campaign", "mtm_source", "mtm_medium", "mtm_keyword", "mtm_kwd", "mtm_content", "mtm_cid", "mtm_group", "mtm_placement",
        "pk_campaign", "pk_source", "pk_medium", "pk_keyword", "pk_kwd", "pk_content", "pk_cid", "pk_group", "pk_placement",
    ]);
}
