using PrivacyProxy.BrowserTests.Browsing;
using PrivacyProxy.BrowserTests.Wire;
using Xunit;

namespace PrivacyProxy.BrowserTests;

/// <summary>Unless a site says otherwise, session replay is refused, in a way that the recorder in the page takes for success.</summary>
public sealed class RecordingTests(Chromium chromium)
{
    [Theory]
    [InlineData(Layout.SameOrigin)]
    [InlineData(Layout.CrossOrigin)]
    public async Task Recording_never_arrives_and_events_still_do(Layout layout)
    {
        await using var visit = await Visit.Begin(chromium, layout);
        await visit.Open(Canaries.Url);
        await visit.Initialise(more: "{ record_sessions_percent: 100 }");
        await visit.Page.WaitForFunctionAsync("() => mixpanel.get_session_recording_properties().$mp_replay_id");
        await visit.Page.ClickAsync("#buy");
        await visit.Run("() => { mixpanel.track('Viewed Item'); return mixpanel.stop_session_recording(); }");
        await visit.Until(() => visit.Sent.Any(t => Payload.Path(t.Request) == "/record" && t.Status == 200));
        await visit.UntilReceived("Viewed Item");
        await visit.UntilQuiet();

        Assert.DoesNotContain(visit.Proxy.Vendor.Received, r => Payload.Path(r) == "/record");
        var tracked = (visit.SentEvents.Single(e => e.Name == "Viewed Item"), visit.ReceivedEvents.Single(e => e.Name == "Viewed Item"));
        Assert.True(tracked.Item1.Has("$mp_replay_id"));
        Assert.False(tracked.Item2.Has("$mp_replay_id"));
        Assert.Empty(visit.ConsoleErrors);
    }
}
