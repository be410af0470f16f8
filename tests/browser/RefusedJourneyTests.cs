using PrivacyProxy.BrowserTests.Browsing;
using Xunit;

namespace PrivacyProxy.BrowserTests;

/// <summary>The same journey of a visitor who did not agree to analytics.</summary>
public sealed class RefusedJourneyTests(Chromium chromium)
{
    public static TheoryData<PayloadFormat, bool, Layout> Ways => Way.Rows;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Vendor_hears_nothing_and_the_page_sees_success(PayloadFormat format, bool batches, Layout layout)
    {
        var journey = await Journey.Walk(chromium, new Way(format, batches, layout, Consents: false));
        Assert.Equal(Journey.Events.Order(), journey.SentEvents.Select(e => e.Name).Order());
        Assert.Empty(journey.Received);
        Assert.Empty(journey.ConsoleErrors);
        Assert.Equal([1, 1, 1, 1], journey.Callbacks);
        Assert.All(journey.Sent, t => Assert.Equal(200, t.Status));
    }

    [Theory]
    [InlineData("a refusal", "marketing")]
    [InlineData("a recorded refusal of everything", "")]
    [InlineData("no decision yet", null)]
    public async Task Vendor_hears_nothing_after(string decision, string? consent)
    {
        await using var visit = await Visit.Begin(chromium, consent: consent);
        await visit.Open();
        await visit.Initialise(more: "{ flags: true, autocapture: true, track_pageview: true, record_sessions_percent: 100 }");
        await visit.Run("() => mixpanel.track('Viewed Item')");
        await visit.Page.ClickAsync("#buy");
        await visit.UntilSent("Viewed Item", "$mp_web_page_view", "$mp_click");
        await visit.UntilQuiet();
        Assert.True(visit.Proxy.Vendor.Received.Count == 0, $"After {decision} the vendor received something.");
        Assert.Empty(visit.ConsoleErrors);
    }

    [Fact]
    public async Task Vendor_hears_nothing_under_global_privacy_control()
    {
        await using var visit = await Visit.Begin(chromium, Layout.SameOrigin, headers: [new("Sec-GPC", "1")]);
        await visit.Open();
        await visit.Initialise(batch: false);
        await visit.Run("() => mixpanel.track('Viewed Item')");
        await visit.UntilSent("Viewed Item");
        await visit.UntilQuiet();
        Assert.Empty(visit.Proxy.Vendor.Received);
        Assert.Empty(visit.ConsoleErrors);
    }

    [Fact]
    public async Task Consent_that_is_given_later_holds_from_then_on()
    {
        await using var visit = await Visit.Begin(chromium, consent: null);
        await visit.Open();
        await visit.Initialise(batch: false);
        await visit.Run("() => mixpanel.track('Before')");
        await visit.UntilSent("Before");
        await visit.UntilQuiet();
        await visit.Run("() => { document.cookie = 'consent=analytics; path=/'; mixpanel.track('After'); }");
        await visit.UntilReceived("After");
        await visit.Run("() => { document.cookie = 'consent=; path=/'; mixpanel.track('Withdrawn'); }");
        await visit.UntilSent("Withdrawn");
        await visit.UntilQuiet();
        Assert.Equal(["After"], visit.ReceivedEvents.Select(e => e.Name));
    }
}
