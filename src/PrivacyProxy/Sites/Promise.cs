using System.Text;
using PrivacyProxy.Addresses;
using PrivacyProxy.Consent;
using PrivacyProxy.Pseudonyms;
using PrivacyProxy.Settings;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Sites;

/// <summary>
/// What the settings promise, in words: per site and vendor what is removed, truncated, pseudonymised and kept, and every
/// deviation from the preset <c>strict</c>. Written from the same rules that requests obey.
/// </summary>
internal sealed class Promise(ProxySettings settings, VendorCatalogue catalogue)
{
    /// <summary>What is said at the start: what is missing, and what each site loosens.</summary>
    public IEnumerable<string> Notices() => Notes().Concat(
        settings.Sites.SelectMany(s => OwnDeviations(s.Value).Select(d => $"Site {s.Key} deviates from its preset: {d}.")));

    /// <summary>What is missing although it is no problem.</summary>
    public IEnumerable<string> Notes()
    {
        foreach (var (name, _) in settings.Sites.Where(s => s.Value.PseudonymKey is null))
            yield return $"Site {name} has no PseudonymKey: a random one is used, and all pseudonyms change when the process ends.";
        yield return "No geo data is set: no place is sent to any vendor.";
    }

    /// <summary>All of it, for <c>check</c>.</summary>
    public string Print()
    {
        var text = new StringBuilder();
        foreach (var (name, site) in settings.Sites)
        {
            text.AppendLine($"Site {name} ({string.Join(", ", site.Hosts)}), preset {Lower(site.Preset)}");
            text.AppendLine($"  consent      read from {site.Consent!.Source}; no decision is a denial");
            text.AppendLine($"  address      {AddressOf(site)}");
            text.AppendLine($"  pseudonyms   HMAC-SHA-256 keyed per site and vendor, {PeriodOf(site)}, {BitsOf(site)} bits");
            foreach (var (vendorName, vendor) in site.Vendors)
                Vendor(text, site, vendorName, vendor);
            text.AppendLine("  deviations from strict");
            foreach (var deviation in Deviations(site).Concat(VendorsOwnIds(site)).DefaultIfEmpty("none"))
                text.AppendLine("    - " + deviation);
            text.AppendLine();
        }

        return text.ToString();
    }

    /// <summary>Where a site promises less than the preset <c>strict</c>, in the order of the criteria.</summary>
    public static IEnumerable<string> Deviations(SiteSettings site) => PresetDeviations(site).Concat(OwnDeviations(site));

    private static IEnumerable<string> PresetDeviations(SiteSettings site)
    {
        var truncation = SiteCompiler.TruncationOf(site);
        if (truncation != Truncation.None)
            yield return $"truncated addresses leave where a vendor reads them (IPv4 /{truncation.Ipv4Bits}, IPv6 /{truncation.Ipv6Bits})";
        if (PeriodOf(site) == "as long as the key")
            yield return "pseudonyms do not vary in time";
        if (BitsOf(site) > SiteCompiler.StrictBits)
            yield return $"pseudonyms have {BitsOf(site)} bits, strict has {SiteCompiler.StrictBits}";
        if (site.Preset == Preset.Balanced)
        {
            yield return "the origin of external referrers leaves";
            yield return "campaign parameters of page URLs leave";
            yield return "screen, browser and system leave as classes; their rare combinations are not suppressed";
            yield return "fields without a rule leave if neither name nor value looks personal";
        }
        else
        {
            yield return "rare device values are suppressed by fixed classes, not by how many visitors share them";
        }
    }

    /// <summary>What the site itself loosens, each with the reason it gives.</summary>
    private static IEnumerable<string> OwnDeviations(SiteSettings site)
    {
        if (AddressSettingsProblems.KeepsMoreThanDefault(site.Addresses))
            yield return $"addresses keep more bits than the default{Because(site.Addresses.Reason)}";
        foreach (var parameter in site.UrlParameters)
            yield return $"the URL parameter {parameter.Name} leaves{Because(parameter.Reason)}";
        foreach (var denied in new[] { "analytics", "marketing" })
        {
            if (site.Consent?.GlobalPrivacyControl?.Denies is { } denies && !denies.Contains(denied, StringComparer.OrdinalIgnoreCase))
                yield return $"Sec-GPC does not deny {denied}{Because(site.Consent.GlobalPrivacyControl.Reason)}";
        }

        foreach (var (name, vendor) in site.Vendors)
        {
            foreach (var change in vendor.Overrides)
                yield return $"{name}: {change.Rules} {change.Field} is {change.Rule}{Because(change.Reason)}";
            if (vendor.SessionReplay == SessionReplay.Mask)
                yield return $"{name}: session replays leave, masked";
            foreach (var endpoint in vendor.WithoutConsent)
                yield return $"{name}: {endpoint.Endpoint} needs no consent cookie{Because(endpoint.Reason)}";
            if (vendor.AllowInsecureUpstream && vendor.Upstream!.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
                yield return $"{name}: the upstream is reached without TLS";
        }
    }

    /// <summary>Ids that a vendor issued itself: only it can say who they are, so they can't be replaced without losing them.</summary>
    private IEnumerable<string> VendorsOwnIds(SiteSettings site) =>
        site.Vendors.Keys.Where(name => catalogue.Find(name)!.Cookies.Values.Contains("consent"))
            .Select(name => $"{name}: the ids that {name} itself issued, in its cookies and fields, pass as they came");

    private void Vendor(StringBuilder text, SiteSettings site, string name, VendorSettings vendor)
    {
        var profile = catalogue.Find(name)!;
        var compiler = new RuleCompiler(profile, vendor, site.Preset == Preset.Strict);
        text.AppendLine($"  vendor {name} ({profile.Purpose}) under {vendor.Path}, at {vendor.Upstream}");
        foreach (var kind in new[] { "event", "script", "page", "replay", "refuse" })
        {
            var names = profile.Endpoints.Where(e => KindOf(e, vendor) == kind).Select(e => e.Name).ToList();
            if (names.Count > 0)
                text.AppendLine($"    {kind,-8} {string.Join(", ", names)}");
        }

        if (profile.Endpoints.Any(e => e.Kind == "replay"))
            text.AppendLine($"    recorded {ReplaysOf(vendor.SessionReplay)}");
        if (vendor.Pages.Count > 0)
            text.AppendLine($"    opened   {List(vendor.Pages)} (the site's own list, also without consent)");
        if (vendor.UpstreamHeaders.Count > 0)
            text.AppendLine($"    constant {List(vendor.UpstreamHeaders.Keys)}");
        text.AppendLine($"    headers  {List(profile.Headers.Select(h => $"{h.Key} ({Redaction.RuleText.ForPreset(h.Value, site.Preset == Preset.Strict)})"))}");
        text.AppendLine($"    cookies  {List(profile.Cookies.Select(c => $"{c.Key} ({c.Value})"))}");
        foreach (var rules in profile.Rules.Keys)
        {
            text.AppendLine($"    rules {rules}");
            foreach (var group in compiler.Effective(rules).GroupBy(r => Group(r.Value)).OrderBy(g => g.Key, StringComparer.Ordinal))
                text.AppendLine($"      {group.Key,-14} {string.Join(", ", group.Select(r => r.Key).Order(StringComparer.Ordinal))}");
            foreach (var (field, value) in profile.Rules[rules].Set)
                text.AppendLine($"      always         {field}={value}");
            text.AppendLine($"      otherwise      {compiler.Otherwise(rules)}");
        }
    }

    private static string KindOf(EndpointProfile endpoint, VendorSettings vendor) =>
        endpoint.Kind == "replay" && vendor.SessionReplay == SessionReplay.Refuse ? "refuse" : endpoint.Kind;

    private static string ReplaysOf(SessionReplay replays) => replays == SessionReplay.Refuse
        ? "nothing: session replays are refused"
        : "masked: session replays leave. Removed: texts (stars in their place), what is typed and chosen, titles and labels, console and "
            + "network lines, drawings and embedded pictures. Cleaned: URLs. Left: the page's structure, sizes and style sheets, names of "
            + "classes and the like, word lengths, and where and when the visitor moved, clicked, scrolled, selected and typed";

    private static string Group(string rule) => rule.StartsWith("keep", StringComparison.Ordinal) ? "keep" : rule;

    private static string List(IEnumerable<string> items) => string.Join(", ", items.DefaultIfEmpty("none"));

    private static string AddressOf(SiteSettings site)
    {
        var truncation = SiteCompiler.TruncationOf(site);
        return truncation == Truncation.None ? "never leaves" : $"truncated: IPv4 /{truncation.Ipv4Bits}, IPv6 /{truncation.Ipv6Bits}";
    }

    private static string PeriodOf(SiteSettings site)
    {
        var period = site.PseudonymPeriod ?? (site.Preset == Preset.Strict ? PseudonymPeriod.Day : PseudonymPeriod.None);
        return period == PseudonymPeriod.None ? "as long as the key" : $"new each {Lower(period)}";
    }

    private static int BitsOf(SiteSettings site) => site.PseudonymBits ?? (site.Preset == Preset.Strict ? SiteCompiler.StrictBits : 128);

    private static string Because(string? reason) => reason is null ? "" : $", because: {reason}";

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
