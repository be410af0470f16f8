using PrivacyProxy.Redaction;
using PrivacyProxy.Settings;
using PrivacyProxy.Tests.Support;
using PrivacyProxy.Vendors;
using Xunit;

namespace PrivacyProxy.Tests.Vendors;

/// <summary>What a site says of a field holds wherever it stands, also at the places that the profile names.</summary>
public sealed class RuleCompilerTests
{
    [Theory]
    [InlineData("page_title")]
    [InlineData("Page_Title")]
    public void Field_that_a_site_removes_is_removed_where_the_profile_keeps_it(string field)
    {
        var rules = Compile("mautic", "hit", new VendorSettings { Remove = [field] });
        Assert.Equal("page_url=%2Fa", SomeRedaction.Parameters("page_title=abc&page_url=%2Fa", rules));
    }

    [Theory]
    [InlineData("$insert_id")]
    [InlineData("$INSERT_ID")]
    [InlineData("Distinct_Id")]
    [InlineData("event")]
    public void Field_that_a_site_removes_is_removed_in_documents(string field)
    {
        var rules = Compile("mixpanel", "event", new VendorSettings { Remove = [field] });
        var json = """{"n":1,"NAME":"abc","properties":{"NAME":"abc","n":[{"NAME":"abc"}]}}""".Replace("NAME", field.ToLowerInvariant(), StringComparison.Ordinal);
        Assert.Equal("""{"n":1}""", SomeRedaction.Json(json, rules));
    }

    [Fact]
    public void Field_that_a_site_pseudonymises_is_pseudonymised_where_the_profile_keeps_it_and_stays_removed_where_it_removes_it()
    {
        var rules = Compile("mixpanel", "event", new VendorSettings { Pseudonymise = ["time", "Plan"], Remove = ["plan"] });
        var left = SomeRedaction.Json("""{"properties":{"time":1795282250,"plan":"gold","n":1}}""", rules)!;
        Assert.Matches("""^{"properties":{"time":"[0-9a-f]{32}","n":1}}$""", left);
    }

    [Fact]
    public void Override_in_another_case_takes_the_place_of_the_profiles_rule()
    {
        var rules = Compile("mixpanel", "event", new VendorSettings { Overrides = [new OverrideSettings { Rules = "event", Field = "**.Distinct_Id", Rule = "remove", Reason = "Not needed." }] });
        Assert.Equal("""{"event":"a"}""", SomeRedaction.Json("""{"event":"a","properties":{"distinct_id":"x"}}""", rules));
    }

    [Theory]
    [InlineData("keep:number", """{"plans":{"n":1}}""")]
    [InlineData("pseudonymise", """{"plans":{"n":"PSEUDONYM"}}""")]
    public void Names_that_only_a_star_stands_for_are_judged(string rule, string expected)
    {
        var rules = Compile("mixpanel", "event", new VendorSettings { Overrides = [new OverrideSettings { Rules = "event", Field = "plans.*", Rule = rule, Reason = "Counts." }] });
        var left = SomeRedaction.Json("""{"plans":{"jane@example.com":1,"email":2,"n":1}}""", rules)!;
        Assert.Equal(expected, System.Text.RegularExpressions.Regex.Replace(left, "[0-9a-f]{32}", "PSEUDONYM"));
    }

    private static RuleSet Compile(string vendor, string set, VendorSettings settings)
    {
        var problems = new SettingsProblems();
        var profile = VendorCatalogue.Load([VendorCatalogue.ShippedDirectory], problems).Find(vendor)!;
        return new RuleCompiler(profile, settings, strict: false).CompileAll()[set];
    }
}
