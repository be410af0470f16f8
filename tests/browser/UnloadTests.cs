using PrivacyProxy.BrowserTests.Browsing;
using Xunit;

namespace PrivacyProxy.BrowserTests;

/// <summary>Events that the SDK sends with <c>navigator.sendBeacon</c> while the page goes away.</summary>
public sealed class UnloadTests(Chromium chromium)
{
    private const string AnHourLater = """
        () => {
          const real = Date;
          const later = () => real.now() + 3600000;
          window.Date = class extends real {
            constructor(...parts) { if (parts.length) super(...parts); else super(later()); }
            static now() { return later(); }
          };
        }
        """;

    public static TheoryData<PayloadFormat, Layout> Ways => new MatrixTheoryData<PayloadFormat, Layout>(Enum.GetValues<PayloadFormat>(), Enum.GetValues<Layout>());

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Queued_events_arrive_by_beacon_and_their_repetition_on_the_next_page_can_be_told(PayloadFormat format, Layout layout)
    {
        await using var visit = await Visit.Begin(chromium, layout);
        await visit.Open(Canaries.Url);
        await visit.Initialise(format, more: "{ batch_flush_interval_ms: 600000 }");
        await visit.Run("() => mixpanel.track('Queued')");
        await visit.Open("/thanks");
        await visit.UntilReceived("Queued");
        AssertBeacon(Assert.Single(visit.Sent));

        // The SDK can't know whether the beacon arrived, so it sends the event again once it is overdue; Mixpanel drops
        // the second one if name, id, time and insert id are the same.
        await visit.Run(AnHourLater);
        await visit.Initialise(format);
        await visit.Until(() => visit.ReceivedEvents.Count == 2);
        await visit.UntilQuiet();
        Assert.Equal(2, visit.SentEvents.Count);
        var (first, second) = (visit.ReceivedEvents[0], visit.ReceivedEvents[1]);
        Assert.Equal(visit.SentEvents[0].Key, first.Key);
        Assert.Equal(first.Key, second.Key);
        Assert.Equal(first.Text("distinct_id"), second.Text("distinct_id"));
        Assert.Empty(visit.ConsoleErrors);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Event_of_the_leaving_page_arrives_once_without_canaries(PayloadFormat format, Layout layout)
    {
        await using var visit = await Visit.Begin(chromium, layout);
        await visit.Open(Canaries.Url);
        await visit.Initialise(format, batch: false);
        await visit.Run($$"""
            () => addEventListener('pagehide', () =>
              mixpanel.track('Left Page', { contact: '{{Canaries.Email}}' }, { transport: 'sendBeacon' }))
            """);
        // The page is left for another one and not closed: a browser gives a closing tab half a second for its handlers
        // and then ends its process, which on a busy machine is before the handler ran.
        await visit.Open("/thanks");
        await visit.UntilReceived("Left Page");
        AssertBeacon(Assert.Single(visit.Sent));
        Assert.Equal(visit.SentEvents.Select(e => e.Key), visit.ReceivedEvents.Select(e => e.Key));
        Canaries.AssertKept(visit, Canaries.Email, Canaries.Parameter, Canaries.Cookie);
    }

    private static void AssertBeacon(TappedRequest sent)
    {
        Assert.StartsWith("text/plain", sent.Request.Header("Content-Type"), StringComparison.Ordinal);
        Assert.StartsWith("data=", sent.Request.BodyText, StringComparison.Ordinal);
    }
}
