using PrivacyProxy.BrowserTests.Browsing;
using PrivacyProxy.BrowserTests.Wire;
using Xunit;

namespace PrivacyProxy.BrowserTests;

/// <summary>Events in the query of a GET, which land in access logs if nobody rewrites them.</summary>
public sealed class PixelTests(Chromium chromium)
{
    public static TheoryData<PayloadFormat, string> Ways =>
        new MatrixTheoryData<PayloadFormat, string>(Enum.GetValues<PayloadFormat>(), ["{ api_method: 'GET' }", "{ api_method: 'GET', img: true }", "{ renamed: true }"]);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Event_arrives_once_without_canaries(PayloadFormat format, string how)
    {
        // Sites rename routes, since filter lists know /track.
        var more = how.Contains("renamed", StringComparison.Ordinal) ? "{ api_method: 'GET', api_routes: { track: 'e/', engage: 'p/' } }" : how;
        await using var visit = await Visit.Begin(chromium);
        await visit.Open(Canaries.Url);
        await visit.Initialise(format, batch: false, more);
        await visit.Run($"() => mixpanel.track('Viewed Item', {{ contact: '{Canaries.Email}' }})");
        await visit.UntilReceived("Viewed Item");
        await visit.UntilQuiet();
        var sent = Assert.Single(visit.Sent);
        Assert.Equal(("GET", 200), (sent.Request.Method, sent.Status));
        var received = Assert.Single(visit.Proxy.Vendor.Received);
        Assert.Equal(("GET", "/track", "0"), (received.Method, Payload.Path(received), Payload.Parameter(received, "ip")));
        Assert.Equal(
            TrackedEvent.In([received]).Single().Key,
            new TrackedEvent("Viewed Item", Payload.Objects(sent.Request)[0].GetProperty("properties")).Key);
        Canaries.AssertKept(visit, Canaries.Email, Canaries.Parameter, Canaries.Cookie);
        Assert.Empty(visit.ConsoleErrors);
    }

    [Theory]
    [InlineData("{ api_method: 'GET' }")]
    [InlineData("{ api_method: 'GET', img: true }")]
    public async Task Without_consent_the_vendor_hears_nothing_and_the_page_sees_success(string how)
    {
        await using var visit = await Visit.Begin(chromium, consent: null);
        await visit.Open();
        await visit.Initialise(batch: false, more: how);
        await visit.Run("() => mixpanel.track('Viewed Item')");
        await visit.UntilSent("Viewed Item");
        await visit.UntilQuiet();
        Assert.Equal(200, Assert.Single(visit.Sent).Status);
        Assert.Empty(visit.Proxy.Vendor.Received);
        Assert.Empty(visit.ConsoleErrors);
    }
}
