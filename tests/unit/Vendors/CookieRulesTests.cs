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
    },
    "mautic");

    [Theory]
    [InlineData("mautic_device_id", true, false, "mautic_device_id")]
    [InlineData("mautic_device_id", false, true, "")]
    [InlineData("Mautic_Device_Id", true, true, "")]
    [InlineData("mautic_page_7", true, false, "mautic_page_7")]
    [InlineData("mautic_page_7", false, false, "")]
    [InlineData("mautic.0123456789abcdef0123456789abcdef", false, true, "0123456789abcdef0123456789abcdef")]
    [InlineData("mautic.0123456789abcdef0123456789abcdef", true, false, "")]
    [InlineData("mautic.0123456789ABCDEF0123456789ABCDEF", true, true, "")]
    [InlineData("mixpanel.0123456789abcdef0123456789abcdef", true, true, "")]
    [InlineData("session", true, true, "")]
    [InlineData("", true, true, "")]
    public void Cookie_of_the_visitor_passes_only_as_the_profile_says(string name, bool hasConsent, bool onPage, string atVendor) =>
        Assert.Equal(atVendor, s_rules.NameForVendor(name, hasConsent, onPage).ToString());

    [Fact]
    public void Session_of_the_site_itself_never_passes_although_it_looks_like_the_vendors() =>
        Assert.Equal("", s_rules.NameForVendor("0123456789abcdef0123456789abcdef", hasConsent: true, onPage: true).ToString());

    [Theory]
    [InlineData("mautic_device_id", true, false, "mautic_device_id")]
    [InlineData("mautic_device_id", false, true, null)]
    [InlineData("0123456789abcdef0123456789abcdef", false, true, "mautic.0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef", true, false, null)]
    [InlineData("session", true, true, null)]
    public void Cookie_of_the_vendor_is_kept_under_a_name_that_tells_whose_it_is(string name, bool hasConsent, bool onPage, string? atVisitor) =>
        Assert.Equal(atVisitor, s_rules.NameForVisitor(name, hasConsent, onPage));
}
