using System.Text;
using PrivacyProxy.Redaction;
using PrivacyProxy.Settings;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Tests.Docs;

/// <summary>Writes the short table of README.md: one row per kind of data, judged by the shipped profiles' rules.</summary>
internal sealed class WhatLeavesTable(VendorCatalogue catalogue)
{
    private readonly VendorProfile _mixpanel = catalogue.Find("mixpanel")!;
    private readonly VendorProfile _mautic = catalogue.Find("mautic")!;

    public string Write()
    {
        var text = new StringBuilder("| | Mixpanel, `balanced` | Mautic, `balanced` | `strict` |\n|---|---|---|---|\n");
        Row("IP address", AddressOf(_mixpanel, strict: false), AddressOf(_mautic, strict: false), AddressOf(_mixpanel, strict: true), AddressOf(_mautic, strict: true));
        Fields("E-mail address, name, phone number", ["**.$email", "**.$name", "**.$phone"], ["email", "firstname", "mobile"]);
        Fields("Ids of visitors and users", ["**.distinct_id", "**.$device_id", "**.$user_id"], ["mautic_device_id"]);
        Fields("URL of the page", ["**.$current_url"], ["page_url"]);
        Fields("Referrer", ["**.$referrer"], ["page_referrer"]);
        Fields("Campaign parameters (`utm_…`)", ["**.utm_source", "**.utm_campaign"], ["utm_source", "utm_campaign"]);
        Fields("Click ids (`gclid`, `fbclid`, `msclkid`)", ["**.gclid", "**.fbclid", "**.msclkid"], ["gclid", "fbclid", "msclkid"]);
        Row("`User-Agent` header", Header(_mixpanel, false), Header(_mautic, false), Header(_mixpanel, true), Header(_mautic, true));
        Fields("Screen", ["**.$screen_width", "**.$screen_height"], ["resolution"]);
        Row("Cookies", Cookies(_mixpanel), Cookies(_mautic), Cookies(_mixpanel), Cookies(_mautic));
        Fields("Properties of your own (fields without a rule)", [], []);
        Row("Session replay", Replay(_mixpanel), Replay(_mautic), Replay(_mixpanel), Replay(_mautic));
        Row("Place (country, region, city)", Place(_mixpanel, "**.$city"), Place(_mautic, "city"), Place(_mixpanel, "**.$city"), Place(_mautic, "city"));
        Row("What a visitor writes into a form", "no forms", Otherwise(_mautic, "form", false), "no forms", Otherwise(_mautic, "form", true));
        return text.ToString();

        void Fields(string what, string[] mixpanel, string[] mautic) => Row(
            what, Rule(_mixpanel, "event", mixpanel, false), Rule(_mautic, "hit", mautic, false), Rule(_mixpanel, "event", mixpanel, true), Rule(_mautic, "hit", mautic, true));

        void Row(string what, string mixpanel, string mautic, string mixpanelStrict, string mauticStrict) =>
            text.Append($"| {what} | {mixpanel} | {mautic} | {(mixpanelStrict == mauticStrict ? mixpanelStrict : $"Mixpanel: {mixpanelStrict}; Mautic: {mauticStrict}")} |\n");
    }

    /// <summary>The words of the fields' rule, which must be one and the same.</summary>
    private static string Rule(VendorProfile profile, string rules, string[] fields, bool strict)
    {
        if (fields.Length == 0)
            return Otherwise(profile, rules, strict);
        var effective = new RuleCompiler(profile, new VendorSettings(), strict).Effective(rules);
        var words = fields.Select(f => RuleWords.Of(effective[f])).Distinct().Single();
        return words switch
        {
            "origin only" when strict => "of other sites never; own pages cleaned",
            "pseudonymised" when strict => "pseudonymised, new each day, colliding",
            _ => words.Split(';')[0].Split(", if")[0],
        };
    }

    private static string Otherwise(VendorProfile profile, string rules, bool strict) =>
        RuleWords.Of(new RuleCompiler(profile, new VendorSettings(), strict).Otherwise(rules));

    private static string AddressOf(VendorProfile profile, bool strict) =>
        profile.AddressHeader is null ? RuleWords.Never : WhatLeavesDocument.Address(new SiteSettings { Preset = strict ? Preset.Strict : Preset.Balanced });

    private static string Header(VendorProfile profile, bool strict) =>
        profile.Headers.TryGetValue("User-Agent", out var rule) ? RuleWords.Of(RuleText.ForPreset(rule, strict)) : RuleWords.Never;

    private static string Cookies(VendorProfile profile) =>
        profile.Cookies.Count == 0 ? RuleWords.Never : "the vendor's own, as they came; no others";

    private static string Replay(VendorProfile profile) =>
        profile.Endpoints.FirstOrDefault(e => e.Paths.Contains("/record")) switch
        {
            null => "no such endpoint",
            { Kind: "refuse" } => RuleWords.Never,
            { Kind: "replay" } => $"{RuleWords.Never}, unless the site lets masked ones leave",
            _ => throw new InvalidOperationException("Replay is forwarded, and the table has no words for it."),
        };

    private static string Place(VendorProfile profile, string field)
    {
        var claimed = profile.Rules[profile.Rules.ContainsKey("event") ? "event" : "hit"];
        if (claimed.Fields[field] != "remove")
            throw new InvalidOperationException("A place that the sender claims is kept, and the table has no words for it.");
        return claimed.Place.Count > 0 ? "from the proxy's own look-up only" : RuleWords.Never;
    }
}
