using PrivacyProxy.Consent;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Consent;

public sealed class ConsentSettingsProblemsTests
{
    [Fact]
    public void Complete_settings_have_no_problems()
    {
        Assert.Empty(Check(new ConsentSettings { Source = "cookiebot" }).All);
        Assert.Empty(Check(new ConsentSettings { Source = "Klaro", Analytics = ["mixpanel"], Marketing = [] }).All);
        Assert.Empty(Check(new ConsentSettings { Source = "cookie", Cookie = "consent" }).All);
        Assert.Empty(Check(new ConsentSettings
        {
            Source = "cookiebot",
            GlobalPrivacyControl = new GpcSettings { Denies = ["marketing"], Reason = "Agreed with the data protection officer." },
        }).All);
    }

    [Fact]
    public void An_unknown_source_is_answered_with_the_known_ones()
    {
        var problem = Assert.Single(Check(new ConsentSettings { Source = "onetrust" }).All);
        Assert.Equal("Source", problem.Field);
        Assert.Equal("\"onetrust\"", problem.Found);
        Assert.Equal("one of cookie, klaro, cookiebot", problem.Wanted);
    }

    [Fact]
    public void A_missing_source_is_a_problem() => Assert.Equal(["Source"], Check(new ConsentSettings()).Fields);

    [Fact]
    public void The_own_cookie_needs_a_name() => Assert.Equal(["Cookie"], Check(new ConsentSettings { Source = "cookie" }).Fields);

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a=b")]
    [InlineData("a;b")]
    public void A_name_that_no_cookie_can_have_is_a_problem(string name) =>
        Assert.Equal(["Cookie"], Check(new ConsentSettings { Source = "cookiebot", Cookie = name }).Fields);

    [Fact]
    public void Klaro_needs_the_names_of_its_services() =>
        Assert.Equal(["Analytics", "Marketing"], Check(new ConsentSettings { Source = "klaro" }).Fields);

    [Fact]
    public void Cookiebot_takes_no_names() => Assert.Equal(
        ["Analytics", "Marketing"],
        Check(new ConsentSettings { Source = "cookiebot", Analytics = ["statistics"], Marketing = [] }).Fields);

    [Fact]
    public void All_problems_are_reported_at_once() => Assert.Equal(
        ["Cookie", "Analytics:1", "Marketing", "GlobalPrivacyControl:Denies:0", "GlobalPrivacyControl:Reason"],
        Check(new ConsentSettings
        {
            Source = "klaro",
            Cookie = "a b",
            Analytics = ["mixpanel", " "],
            GlobalPrivacyControl = new GpcSettings { Denies = ["adverts"], Reason = "short" },
        }).Fields);

    [Fact]
    public void Settings_without_a_source_still_have_their_other_parts_checked() => Assert.Equal(
        ["Source", "GlobalPrivacyControl:Reason"],
        Check(new ConsentSettings { GlobalPrivacyControl = new GpcSettings { Denies = [] } }).Fields);

    private static ReportedProblems Check(ConsentSettings settings)
    {
        var problems = new ReportedProblems();
        ConsentSettingsProblems.Check(settings, problems.Report);
        return problems;
    }
}
