using Microsoft.Extensions.Primitives;
using PrivacyProxy.Consent;
using Xunit;

namespace PrivacyProxy.Tests.Consent;

public sealed class GlobalPrivacyControlTests
{
    private static readonly ConsentDecision Accepted = new(ConsentState.Granted, ConsentState.Granted);

    [Theory]
    [InlineData("1", true)]
    [InlineData(" \t1\t ", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    [InlineData("true", false)]
    [InlineData("1, 1", false)]
    [InlineData("11", false)]
    [InlineData("\"1\"", false)]
    [InlineData("１", false)]
    public void Only_exactly_one_is_the_signal(string value, bool set) => Assert.Equal(set, GlobalPrivacyControl.IsSet(value));

    [Fact]
    public void Any_field_line_counts()
    {
        Assert.True(GlobalPrivacyControl.IsSet(new StringValues(["0", null, "1"])));
        Assert.False(GlobalPrivacyControl.IsSet(new StringValues(["0", "1, 1"])));
        Assert.False(GlobalPrivacyControl.IsSet(StringValues.Empty));
    }

    [Fact]
    public void The_signal_denies_both_purposes_by_default_also_over_an_opt_in()
    {
        Assert.Equal(ConsentDecision.Refused, new GlobalPrivacyControl(null).Apply(Accepted, "1"));
        Assert.Equal(ConsentDecision.Refused, new GlobalPrivacyControl(new GpcSettings()).Apply(ConsentDecision.Undecided, "1"));
    }

    [Fact]
    public void The_signal_denies_only_what_the_site_names()
    {
        var gpc = new GlobalPrivacyControl(new GpcSettings { Denies = ["Marketing"] });
        Assert.Equal(new ConsentDecision(ConsentState.Granted, ConsentState.Refused), gpc.Apply(Accepted, "1"));
        Assert.Equal(Accepted, new GlobalPrivacyControl(new GpcSettings { Denies = [] }).Apply(Accepted, "1"));
    }

    [Fact]
    public void Without_the_signal_nothing_changes() =>
        Assert.Equal(Accepted, new GlobalPrivacyControl(null).Apply(Accepted, "0"));
}
