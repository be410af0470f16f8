using System.Globalization;
using System.Text;
using PrivacyProxy.Addresses;
using PrivacyProxy.Redaction;
using PrivacyProxy.Settings;
using PrivacyProxy.Sites;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Tests.Docs;

/// <summary>Writes docs/what-leaves.md from the shipped profiles, by the code that requests obey.</summary>
internal sealed class WhatLeavesDocument(VendorCatalogue catalogue)
{
    private static readonly SiteSettings s_balanced = new();
    private static readonly SiteSettings s_strict = new() { Preset = Preset.Strict };

    private readonly StringBuilder _text = new();

    public string Write()
    {
        Head();
        foreach (var name in catalogue.Names)
            Vendor(catalogue.Find(name)!);
        return _text.ToString();
    }

    private void Head()
    {
        Line("""
            # What leaves

            <!-- Generated from config/vendors and the product's own code; DOCS=write writes it anew (see CONTRIBUTING.md). -->

            For each vendor: what of a visitor's request reaches it, with the presets `balanced` and `strict`. All of it holds
            for visitors who agreed to the vendor's purpose. Without consent nothing leaves, but for pages that a visitor opens
            or sends on purpose (kind `page`), and then without identifying parts. What a site of yours promises, its own
            changes included, is printed by `check`.

            **Whatever is not listed here does not leave**: requests to vendors are written anew from what is listed.

            ## The words

            | words | meaning |
            |---|---|
            """);
        foreach (var (words, meaning) in RuleWords.Legend)
            Line($"| {words} | {meaning} |");
        Line($"""

            ## For all vendors

            | what | balanced | strict |
            |---|---|---|
            | the visitor's IP address, where a vendor has a header for it | {Address(s_balanced)} | {Address(s_strict)} |
            | pseudonyms | {Pseudonyms(s_balanced)} | {Pseudonyms(s_strict)} |
            | campaign parameters in page URLs (`utm_…`, `mtm_…`, `pk_…`) | scanned | {RuleWords.Never} |
            | all other parameters of page URLs, click ids among them | {RuleWords.Never} | {RuleWords.Never} |
            | `Sec-GPC: 1` | as it came | as it came |
            | `Accept-Encoding` (scripts and pages only) | coarsened: `gzip` or `gzip, br` | coarsened: `gzip` or `gzip, br` |
            | trace ids, `Origin`, `Via`, `X-Forwarded-*` and every header that is not listed | {RuleWords.Never} | {RuleWords.Never} |
            """);
    }

    private void Vendor(VendorProfile profile)
    {
        Line($"\n## {profile.Title ?? profile.Vendor}\n");
        Line($"Profile `{profile.Vendor}`, purpose {profile.Purpose}. {AddressSentence(profile)}\n");
        Endpoints(profile);
        Headers(profile);
        Cookies(profile);
        foreach (var (name, rules) in profile.Rules)
            Rules(profile, name, rules);
    }

    private void Endpoints(VendorProfile profile)
    {
        Line("### Endpoints\n\nQuery, form and JSON name the rules below that hold for them. Every other path is refused with 404.\n");
        Line("| endpoint | paths | methods | kind | query | form | JSON |\n|---|---|---|---|---|---|---|");
        foreach (var e in profile.Endpoints)
        {
            var paths = e.Paths.Count == 0 ? "the site's `Pages`" : string.Join(", ", e.Paths.Select(Code));
            var kind = e.Kind switch
            {
                "refuse" => "refuse: " + RuleWords.Never,
                "replay" => $"replay: {RuleWords.Never}, unless masked",
                var other => other,
            };
            Line($"| {e.Name} | {paths} | {string.Join(", ", e.Methods)} | {kind} | {(e.Query is null ? RuleWords.Never : Code(e.Query))} | {Body(e, e.Form)} | {Body(e, e.Json)} |");
        }

        foreach (var e in profile.Endpoints.Where(e => e.Kind == "replay"))
        {
            Line($"""

                Session replays (`{e.Name}`) never leave, unless the site writes `"SessionReplay": "mask"`. Then the query leaves by its
                rules, and of the recording:

                | what | leaves |
                |---|---|
                | texts on the page, of style sheets (`content: …`), placeholders | a star for each character |
                | what is typed, and values of fields | eight stars, whatever it is |
                | which boxes and options are chosen | {RuleWords.Never} |
                | URLs of pages, links, pictures, style sheets | as page URLs of the site; of other sites the origin, with `strict` nothing |
                | pictures and other files inside of the page (`data:`), canvases, fonts, shapes of drawings | {RuleWords.Never} |
                | titles, labels, descriptions, `data-…` and every attribute that is not layout | {RuleWords.Never} |
                | scripts, comments | {RuleWords.Never} |
                | console lines, network requests | that there was one, when, and the kind of console line |
                | events of the page's own | {RuleWords.Never} |
                | names of classes, ids, elements, and words of CSS | scanned; ids and long numbers become `masked` |
                | elements, sizes, style sheets | as they came |
                | when and where the visitor moved, clicked, scrolled, selected, typed; times to the millisecond, places to a thousandth of a pixel | as it came |
                """);
        }

        foreach (var e in profile.Endpoints.Where(e => e.Identifying.Count > 0))
            Line($"\nWithout consent, {string.Join(", ", e.Identifying.Select(Code))} of `{e.Name}` never leaves.");
        var authorized = profile.Endpoints.Where(e => e.Authorization).Select(e => Code(e.Name)).ToList();
        if (authorized.Count > 0)
            Line($"\nThe vendor's project token in `Authorization: Basic …` leaves as it came at {string.Join(", ", authorized)}.");
    }

    private void Headers(VendorProfile profile)
    {
        Line("\n### Headers\n");
        if (profile.Headers.Count == 0)
        {
            Line("No header of the visitor's leaves, but for those under “For all vendors”.");
            return;
        }

        Line("| header | balanced | strict |\n|---|---|---|");
        foreach (var (name, rule) in profile.Headers)
            Line($"| `{name}` | {Words(rule, strict: false)} | {Words(rule, strict: true)} |");
    }

    private void Cookies(VendorProfile profile)
    {
        Line("\n### Cookies\n");
        if (profile.Cookies.Count == 0)
        {
            Line("No cookie passes in either direction.");
            return;
        }

        Line("These pass as they came, in both directions and with both presets. All others never leave.\n\n| cookie | when |\n|---|---|");
        foreach (var (name, when) in profile.Cookies)
            Line($"| {(name == "{hex32}" ? "any name of 32 hexadecimal digits" : Code(name))} | {(when == "page" ? "on pages that the visitor opens" : "with consent")} |");
    }

    private void Rules(VendorProfile profile, string name, RuleSetProfile rules)
    {
        var balanced = new RuleCompiler(profile, new VendorSettings(), strict: false);
        var strict = new RuleCompiler(profile, new VendorSettings(), strict: true);
        var strictFields = strict.Effective(name);
        Line($"\n### Rules `{name}`\n\n{Use(profile, name)}\n");
        Line("| balanced | strict | fields |\n|---|---|---|");
        var rows = balanced.Effective(name)
            .GroupBy(f => (Balanced: RuleWords.Of(f.Value), Strict: RuleWords.Of(strictFields[f.Key])))
            .OrderBy(g => RuleWords.Order(g.Key.Balanced)).ThenBy(g => RuleWords.Order(g.Key.Strict))
            .ThenBy(g => g.Key.Balanced, StringComparer.Ordinal).ThenBy(g => g.Key.Strict, StringComparer.Ordinal);
        foreach (var row in rows)
            Line($"| {row.Key.Balanced} | {row.Key.Strict} | {string.Join(", ", row.Select(f => Code(f.Key)).Order(StringComparer.Ordinal))} |");
        Line($"| {RuleWords.Of(balanced.Otherwise(name))} | {RuleWords.Of(strict.Otherwise(name))} | **all others** |");
        foreach (var (field, rule) in rules.WithReplay)
            Line($"\nWhere session replays leave masked, {Code(field)} is {RuleWords.Of(RuleText.ForPreset(rule, strict: false))} (strict: {RuleWords.Of(RuleText.ForPreset(rule, strict: true))}).");
        foreach (var (field, value) in rules.Set)
            Line($"\n`{field}={value}` is always sent, whatever the visitor's browser wrote.");
        foreach (var (path, members) in rules.Place)
            Line($"\nWritten by the proxy from its own look-up of the address, when it knows the place: {string.Join(", ", members.Select(m => $"{m.Value} as `{path}.{m.Key}`"))}.");
    }

    private static string Use(VendorProfile profile, string name)
    {
        var uses = profile.Endpoints.SelectMany(e => new[] { (e.Name, Part: "query", Rules: e.Query), (e.Name, Part: "form", Rules: e.Form), (e.Name, Part: "JSON", Rules: e.Json) })
            .Where(u => u.Rules == name).GroupBy(u => u.Part).Select(g => $"{g.Key} of {string.Join(", ", g.Select(u => u.Name))}").ToList();
        return uses.Count > 0 ? "For the " + string.Join("; ", uses) + "." : "For what other rules open.";
    }

    private static string AddressSentence(VendorProfile profile) => profile.AddressHeader is { } header
        ? $"The address leaves in `{header}`: {Address(s_balanced)} with `balanced`; {Address(s_strict)} with `strict`."
        : "The visitor's address never leaves, not even truncated.";

    /// <summary>What leaves of an address at a site without settings of its own.</summary>
    public static string Address(SiteSettings site)
    {
        var truncation = SiteCompiler.TruncationOf(site);
        return truncation == Truncation.None ? RuleWords.Never : $"truncated to IPv4 /{truncation.Ipv4Bits}, IPv6 /{truncation.Ipv6Bits}";
    }

    private static string Pseudonyms(SiteSettings site)
    {
        var deviations = Promise.Deviations(site).ToList();
        var period = deviations.Contains("pseudonyms do not vary in time") ? "as long as the site's key" : "new each day";
        var bits = deviations.Any(d => d.StartsWith("pseudonyms have", StringComparison.Ordinal)) ? "128" : SiteCompiler.StrictBits.ToString(CultureInfo.InvariantCulture);
        return $"{period}, {bits} bits, one key per site and vendor";
    }

    private static string Words(string rule, bool strict) => RuleWords.Of(RuleText.ForPreset(rule, strict));

    private static string Body(EndpointProfile endpoint, string? rules) =>
        rules is not null ? Code(rules) : endpoint.Kind is "refuse" or "replay" || !endpoint.Methods.Contains("POST") ? "–" : "refused";

    private static string Code(string text) => "`" + text.Replace("|", "\\|", StringComparison.Ordinal) + "`";

    private void Line(string text) => _text.Append(text.ReplaceLineEndings("\n")).Append('\n');
}
