using PrivacyProxy.Consent;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Consent.Platforms;

public sealed class SiteCookieTests
{
    [Theory]
    [InlineData("analytics", "GR")]
    [InlineData("marketing", "RG")]
    [InlineData("analytics,marketing", "GG")]
    [InlineData("marketing|analytics", "GG")]
    [InlineData("marketing analytics", "GG")]
    [InlineData("necessary%2Canalytics", "GR")]
    [InlineData("necessary%3Banalytics%3B%20marketing", "GG")]
    [InlineData("necessary%7Canalytics", "GR")]
    [InlineData(",, analytics ,", "GR")]
    [InlineData("analytics,analytics", "GR")]
    [InlineData("", "RR")]
    [InlineData("necessary", "RR")]
    [InlineData("Analytics", "RR")]
    [InlineData("analytics2", "RR")]
    [InlineData("xanalytics", "RR")]
    [InlineData("web-analytics", "RR")]
    [InlineData("analytics%2", "UU")]
    [InlineData("analytics%252Cmarketing", "UU")]
    [InlineData("analytics%00", "UU")]
    [InlineData("\"analytics\"", "UU")]
    [InlineData("analytics=false", "UU")]
    [InlineData("%FFanalytics", "UU")]
    public void A_list_grants_what_it_names(string value, string letters) => Assert.Equal(letters, Read(value));

    [Theory]
    [InlineData("{\"analytics\":true,\"marketing\":false}", "GR")]
    [InlineData("%7B%22analytics%22%3Atrue%2C%22marketing%22%3Afalse%7D", "GR")]
    [InlineData("{%22analytics%22:true%2C%22marketing%22:false}", "GR")]
    [InlineData(" {\"analytics\":true}", "UU")]
    [InlineData("{\"analytics\":true}", "GU")]
    [InlineData("{\"marketing\":false}", "UR")]
    [InlineData("{}", "UU")]
    [InlineData("{\"analytics\":true,\"version\":2,\"date\":\"100%\",\"list\":[1,{\"a\":null}]}", "GU")]
    [InlineData("{\"\\u0061nalytics\":true}", "GU")]
    [InlineData("{\"analytics\":\"true\",\"marketing\":false}", "UU")]
    [InlineData("{\"analytics\":1}", "UU")]
    [InlineData("{\"analytics\":null}", "UU")]
    [InlineData("{\"analytics\":{\"granted\":true}}", "UU")]
    [InlineData("{\"nested\":{\"analytics\":true}}", "UU")]
    [InlineData("[\"analytics\"]", "UU")]
    [InlineData("[{\"analytics\":true}]", "UU")]
    [InlineData("{\"analytics\":true}x", "UU")]
    [InlineData("{\"analytics\":true}{}", "UU")]
    [InlineData("{\"analytics\":true", "UU")]
    [InlineData("{\"analytics\":true,}", "UU")]
    [InlineData("{\"analytics\":true/**/}", "UU")]
    [InlineData("{'analytics':true}", "UU")]
    [InlineData("{analytics:true}", "UU")]
    [InlineData("{\"analytics\":true,\"analytics\":true}", "UU")]
    [InlineData("{\"analytics\":true,\"\\u0061nalytics\":false}", "UU")]
    [InlineData("{\"analytics\":true,\"x\":{\"a\":1,\"a\":1}}", "UU")]
    [InlineData("{\"analytics\":true,\"x\":{\"a\":1},\"y\":{\"a\":1},\"a\":1}", "GU")]
    [InlineData("{\"analytics\":true,\"\\ud800\":1}", "UU")]
    [InlineData("{\"analytics\":true,\"x\":\"\\udc00\\ud800\"}", "UU")]
    [InlineData("{\"analytics\":true,\"x\":[\"\\ud800x\"]}", "UU")]
    [InlineData("{\"analytics\":true,\"\\ud83c\\udf6a\\n\\\"\\/\":\"\\t\\b\\f\\r\\\\\"}", "GU")]
    [InlineData("%7B%22analytics%22%3Atrue%2C%22%FF%22%3A1%7D", "UU")]
    [InlineData("%257B%2522analytics%2522%253Atrue%257D", "UU")]
    public void An_object_grants_what_it_says_is_true(string value, string letters) => Assert.Equal(letters, Read(value));

    [Fact]
    public void Depth_and_number_of_members_are_bounded()
    {
        Assert.Equal("GU", Read($"{{\"analytics\":true,\"x\":{new string('[', 15)}{new string(']', 15)}}}"));
        Assert.Equal("UU", Read($"{{\"analytics\":true,\"x\":{new string('[', 16)}{new string(']', 16)}}}"));
        Assert.Equal("GU", Read(Members(256)));
        Assert.Equal("UU", Read(Members(257)));
    }

    [Theory]
    [InlineData("stats", "RR")]
    [InlineData("stats,heatmap", "GR")]
    [InlineData("heatmap,ads,stats", "GG")]
    [InlineData("{\"stats\":true,\"heatmap\":false}", "RU")]
    [InlineData("{\"stats\":true,\"heatmap\":true}", "GU")]
    [InlineData("{\"heatmap\":true,\"ads\":true}", "GG")]
    [InlineData("{\"heatmap\":false,\"ads\":true}", "RG")]
    [InlineData("{\"other\":true}", "UU")]
    public void Of_several_names_all_must_be_granted(string value, string letters) =>
        Assert.Equal(letters, Read(value, new ConsentSettings { Analytics = ["stats", "heatmap"], Marketing = ["ads"] }));

    [Theory]
    [InlineData("alles", "GG")]
    [InlineData("{\"alles\":true}", "GG")]
    [InlineData("{\"alles\":false}", "RR")]
    public void One_name_may_stand_for_both_purposes(string value, string letters) =>
        Assert.Equal(letters, Read(value, new ConsentSettings { Analytics = ["alles"], Marketing = ["alles"] }));

    [Theory]
    [InlineData("analytics,marketing")]
    [InlineData("{\"marketing\":true,\"analytics\":true}")]
    [InlineData("")]
    public void A_purpose_without_a_name_is_never_granted(string value) =>
        Assert.Equal("U", Read(value, new ConsentSettings { Marketing = [] })[1..]);

    private static string Members(int count) =>
        "{\"analytics\":true" + string.Concat(Enumerable.Range(1, count - 1).Select(i => $",\"m{i}\":0")) + "}";

    private static string Read(string value, ConsentSettings? settings = null)
    {
        var reader = new ConsentReader((settings ?? new ConsentSettings()) with { Source = "cookie", Cookie = "c" }, FixedTime.OfTheVectors);
        return ReadAs.Letters(reader.Read("c=" + value));
    }
}
