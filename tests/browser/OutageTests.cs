using PrivacyProxy.BrowserTests.Browsing;
using PrivacyProxy.BrowserTests.Wire;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.BrowserTests;

/// <summary>
/// A vendor that fails. The SDK keeps a batch for later after a 5xx only; after a reset or an answer that CORS hides from
/// it, the batch is gone.
/// </summary>
public sealed class OutageTests(Chromium chromium)
{
    public static TheoryData<PayloadFormat, Layout, bool> Ways =>
        new MatrixTheoryData<PayloadFormat, Layout, bool>(Enum.GetValues<PayloadFormat>(), Enum.GetValues<Layout>(), [true, false]);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Events_of_an_outage_arrive_once_when_it_is_over(PayloadFormat format, Layout layout, bool vendorAnswers)
    {
        await using var visit = await Visit.Begin(chromium, layout);
        if (!vendorAnswers)
        {
            visit.Mixpanel.Failure = http =>
            {
                http.Abort();
                return Task.CompletedTask;
            };
        }

        visit.Mixpanel.FailNext(2);
        await visit.Open();
        await visit.Initialise(format);
        await visit.Run("() => { mixpanel.track('First'); mixpanel.track('Second'); }");
        await visit.UntilReceived("First", "Second");
        await visit.UntilQuiet();
        Assert.Equal([vendorAnswers ? 503 : 502, vendorAnswers ? 503 : 502, 200], visit.Sent.Select(t => t.Status).Take(3));
        Assert.Equal(["First", "Second"], visit.ReceivedEvents.Select(e => e.Name).Order());
    }

    [Fact]
    public async Task Events_for_a_vendor_that_cannot_be_reached_are_kept_in_the_page_and_arrive_by_a_later_visit()
    {
        // Nothing listens on port 1; the other vendor of the site is never called here.
        var unreachable = ProxyUnderTest.DefaultSettings.Replace("\"Upstream\": \"VENDOR\"", "\"Upstream\": \"http://127.0.0.1:1\"", StringComparison.Ordinal);
        await using var visit = await Visit.Begin(chromium, settings: unreachable);
        await visit.Open();
        await visit.Initialise();
        await visit.Run("() => mixpanel.track('Kept')");
        await visit.Until(() => visit.Sent.Any(t => t.Status == 502));
        var key = visit.SentEvents[0].Key;

        await using var later = await visit.Again();
        await later.Open();
        await later.Initialise();
        await later.UntilReceived("Kept");
        await later.UntilQuiet();
        Assert.Equal([key], later.ReceivedEvents.Select(e => e.Key));
    }
}
