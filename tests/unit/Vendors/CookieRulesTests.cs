using PrivacyProxy.Vendors;
using Xunit;

namespace PrivacyProxy.Tests.Vendors;

public sealed class CookieRulesTests
{
    private static readonly CookieRules s_rules = new(new Dictionary<string, string>
    {
        ["mautic_device_id"] = "consent",
        ["mautic_page_*"] = "consent",
        ["{hex32}"] = "page",
    });

    [Theory]
    [InlineData("mautic_device_id", true, false, true)]
    [InlineData("mautic_device_id", false, true, false)]
    [InlineData("Mautic_Device_Id", true, true, false)]
    [InlineData("mautic_page_7", true, false, true)]
    [InlineData("mautic_page_7", false, false, false)]
    [InlineData("0123456789abcdef0123456789abcdef", false, true, true)]
    [InlineData("0123456789abcdef0123456789abcdef", true, false, false)]
    [InlineData("0123456789ABCDEF0123456789ABCDEF", true, true, false)]
    [InlineData("session", true, true, false)]
    [InlineData("", true, true, false)]
    public void Cookie_passes_only_as_the_profile_says(string name, bool hasConsent, bool onPage, bool passes) =>
        Assert.Equal(passes, s_rules.Allows(name, hasConsent, onPage));
}
