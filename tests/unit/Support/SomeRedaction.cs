using System.Text;
using PrivacyProxy.Addresses;
using PrivacyProxy.Geo;
using PrivacyProxy.Pseudonyms;
using PrivacyProxy.Redaction;
using PrivacyProxy.Settings;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Tests.Support;

/// <summary>The shipped rules with a fixed key, for tests of the walkers alone.</summary>
internal static class SomeRedaction
{
    private static readonly Dictionary<string, IReadOnlyDictionary<string, RuleSet>> s_rules = new[] { "mixpanel", "mautic" }
        .SelectMany(v => new[] { (v, false), (v, true) })
        .ToDictionary(v => Key(v.Item1, v.Item2), v => Compile(v.Item1, v.Item2));

    public static RuleSet Rules(string vendor, string name, bool strict = false) => s_rules[Key(vendor, strict)][name];

    public static Redactor Redactor(LimitSettings? limits = null, Place? place = null, ChangeLog? log = null) => PrivacyProxy.Redaction.Redactor.Begin(
        new RedactionPolicy(
            new UrlCleaner(new UrlRules(KeepCampaignParameters: true) { SiteHosts = ["www.shop.test"] }),
            Truncation.Default,
            limits ?? new LimitSettings()),
        new Pseudonymiser(new byte[32], 128),
        place ?? Place.Unknown,
        log);

    /// <summary>The redacted document; null when nothing of it may leave.</summary>
    public static string? Json(string json, RuleSet rules, Redactor? redactor = null) => Json(Encoding.UTF8.GetBytes(json), rules, redactor ?? Redactor());

    public static string? Json(byte[] json, RuleSet rules, Redactor redactor)
    {
        using var output = new ByteBuffer();
        return JsonWalk.Redact(json, rules, redactor, output) == Outcome.Removed ? null : Encoding.UTF8.GetString(output.Span);
    }

    /// <summary>The redacted parameters; null when they can't be read.</summary>
    public static string? Parameters(string parameters, RuleSet rules, Redactor? redactor = null)
    {
        using var output = new ByteBuffer();
        return ParameterWalk.Redact(Encoding.UTF8.GetBytes(parameters), rules, redactor ?? Redactor(), output)
            ? Encoding.UTF8.GetString(output.Span)
            : null;
    }

    private static string Key(string vendor, bool strict) => vendor + (strict ? " strict" : "");

    private static IReadOnlyDictionary<string, RuleSet> Compile(string vendor, bool strict)
    {
        var problems = new SettingsProblems();
        var profile = VendorCatalogue.Load([VendorCatalogue.ShippedDirectory], problems).Find(vendor)
            ?? throw new InvalidOperationException(SettingsProblem.Print(vendor, problems.All));
        return new RuleCompiler(profile, new VendorSettings(), strict).CompileAll();
    }
}
