using System.Text.Json;
using PrivacyProxy.BrowserTests.Browsing;
using PrivacyProxy.BrowserTests.Wire;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.BrowserTests;

/// <summary>Session replay that a site lets leave masked: the real recorder, told to hide nothing, and the real player.</summary>
public sealed class MaskedRecordingTests(Chromium chromium)
{
    private const string ReplayId = "$mp_replay_id";

    private const string Recorder =
        "{ record_sessions_percent: 100, record_mask_all_text: false, record_mask_all_inputs: false, record_block_selector: '', record_network: true }";

    private static readonly string s_settings = ProxyUnderTest.DefaultSettings.Replace(
        "\"Routes\":", "\"SessionReplay\": \"mask\", \"Routes\":", StringComparison.Ordinal);

    // What is on the page when the recording begins, with a person in everything.
    private static readonly string s_furnish = $$"""
        () => {
          document.title = 'Basket of {{Canaries.FirstName}}';
          document.body.insertAdjacentHTML('beforeend', `
            <style>.greeting { color: rgb(1, 2, 3) } .greeting::after { content: '{{Canaries.Street}}' } /* {{Canaries.LastName}} */</style>
            <p class="greeting" title="{{Canaries.FirstName}}" data-user="{{Canaries.UserId}}">Hello {{Canaries.FirstName}} {{Canaries.LastName}}, {{Canaries.Phone}}</p>
            <a id="link" href="/orders?email={{Canaries.Email}}#{{Canaries.Fragment}}" aria-label="{{Canaries.Street}}">orders</a>
            <img alt="{{Canaries.FirstName}}" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><text>{{Canaries.LastName}}</text></svg>" width="40" height="20">
            <!-- {{Canaries.Email}} -->
            <script type="application/json">{"name":"{{Canaries.FirstName}}"}</script>
            <p><input id="name" placeholder="{{Canaries.FirstName}}?" value="{{Canaries.LastName}}"><label><input id="vegan" type="checkbox">vegan</label></p>`);
        }
        """;

    // What happens while it is recorded.
    private static readonly string s_live = $$"""
        async () => {
          const late = document.createElement('p');
          late.id = 'late';
          late.textContent = 'Written to {{Canaries.Email}}';
          document.body.append(late);
          document.querySelector('.greeting').firstChild.data = 'Goodbye {{Canaries.FirstName}}';
          document.querySelector('.greeting').setAttribute('title', '{{Canaries.Street}}');
          document.querySelector('#link').style.cssText = "width: 12px; --owner: '{{Canaries.LastName}}'";
          console.log('logged in', { email: '{{Canaries.Email}}' });
          await fetch('/api/people?phone={{Uri.EscapeDataString(Canaries.Phone)}}');
          await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        }
        """;

    private const string Play = """
        async events => {
          const warnings = [];
          for (const level of ['warn', 'error'])
            console[level] = (...what) => warnings.push(what.map(String).join(' '));
          const root = document.createElement('div');
          document.body.replaceChildren(root);
          const player = new rrweb.Replayer(JSON.parse(events), { root, showWarning: true, mouseTail: false });
          const rebuilt = new Promise(done => player.on('fullsnapshot-rebuilded', done));
          player.pause(player.getMetaData().totalTime + 1);
          await rebuilt;
          const page = player.iframe.contentDocument;
          const text = selector => page.querySelector(selector)?.textContent ?? 'nothing';
          return {
            warnings,
            elements: page.body.querySelectorAll('*').length,
            heading: text('h1'),
            greeting: text('.greeting'),
            late: text('#late'),
            colour: page.defaultView.getComputedStyle(page.querySelector('.greeting')).color,
            width: page.querySelector('#link').style.width,
            typed: page.querySelector('#name').value,
            isVegan: page.querySelector('#vegan').checked,
          };
        }
        """;

    [Fact]
    public async Task A_masked_recording_arrives_without_anybody_in_it_is_joined_to_the_events_and_can_be_played()
    {
        await using var visit = await Visit.Begin(chromium, Layout.SameOrigin, settings: s_settings);
        await visit.Open(Canaries.Url);
        await visit.Run(s_furnish);
        await visit.Initialise(more: Recorder);
        await visit.Page.WaitForFunctionAsync($"() => mixpanel.get_session_recording_properties().{ReplayId}");
        var rawReplayId = await visit.Ask<string>($"() => mixpanel.get_session_recording_properties().{ReplayId}");
        await visit.Run(s_live);
        await visit.Page.FillAsync("#name", $"{Canaries.FirstName} typed");
        await visit.Page.CheckAsync("#vegan");
        await visit.Page.ClickAsync("#buy");
        var elements = await visit.Ask<int>("() => document.body.querySelectorAll('*').length");
        await visit.Run("() => { mixpanel.track('Viewed Item'); return mixpanel.stop_session_recording(); }");
        await visit.Until(() => visit.Proxy.Vendor.Received.Any(r => Payload.Path(r) == "/record"));
        await visit.UntilReceived("Viewed Item");
        await visit.UntilQuiet();

        var recording = new ReceivedRecording(visit.Proxy.Vendor.Received);
        Assert.All(recording.Parts, part => Assert.Equal("gzip", Payload.Parameter(part, "format")));
        Assert.Single(recording.OfType(2));
        Assert.NotEmpty(recording.OfType(3));
        Canaries.AssertKept(
            visit, Canaries.Email, Canaries.FirstName, Canaries.LastName, "612 345 678", "Larkspurgate", Canaries.UserId, Canaries.Parameter,
            Canaries.Fragment, Canaries.ClickId);

        var tracked = visit.ReceivedEvents.Single(e => e.Name == "Viewed Item");
        Assert.All(recording.Parts, part => Assert.Equal(tracked.Text(ReplayId), Payload.Parameter(part, "replay_id")));
        Assert.All(recording.Parts, part => Assert.Equal(tracked.Text("$device_id"), Payload.Parameter(part, "$device_id")));
        Assert.NotEqual(rawReplayId, tracked.Text(ReplayId));
        Assert.True(Guid.TryParseExact(tracked.Text(ReplayId), "D", out _));
        Assert.Empty(visit.ConsoleErrors);

        await visit.Open();
        await visit.Page.AddScriptTagAsync(new() { Url = "/sdk/rrweb.umd.min.cjs" });
        var played = await visit.Page.EvaluateAsync<JsonElement>(Play, JsonSerializer.Serialize(recording.Events));
        Assert.Equal("[]", played.GetProperty("warnings").GetRawText());
        Assert.Equal(elements, played.GetProperty("elements").GetInt32());
        Assert.Equal("****", played.GetProperty("heading").GetString());
        Assert.Equal("******* *********", played.GetProperty("greeting").GetString()?.TrimEnd());
        Assert.StartsWith("******* ** ", played.GetProperty("late").GetString(), StringComparison.Ordinal);
        Assert.Equal("rgb(1, 2, 3)", played.GetProperty("colour").GetString());
        Assert.Equal("12px", played.GetProperty("width").GetString());
        Assert.Equal("********", played.GetProperty("typed").GetString());
        Assert.False(played.GetProperty("isVegan").GetBoolean());
    }

    /// <summary>The SDK sends recordings without cookies to another origin, and so without the visitor's consent.</summary>
    [Fact]
    public async Task From_a_page_of_another_origin_no_recording_arrives_and_events_still_do()
    {
        await using var visit = await Visit.Begin(chromium, Layout.CrossOrigin, settings: s_settings);
        await visit.Open(Canaries.Url);
        await visit.Initialise(more: Recorder);
        await visit.Page.WaitForFunctionAsync($"() => mixpanel.get_session_recording_properties().{ReplayId}");
        await visit.Page.ClickAsync("#buy");
        await visit.Run("() => { mixpanel.track('Viewed Item'); return mixpanel.stop_session_recording(); }");
        await visit.Until(() => visit.Sent.Any(t => Payload.Path(t.Request) == "/record" && t.Status == 200));
        await visit.UntilReceived("Viewed Item");
        await visit.UntilQuiet();

        Assert.DoesNotContain(visit.Proxy.Vendor.Received, r => Payload.Path(r) == "/record");
        Assert.Contains(visit.Proxy.Counts, c => c.Contains("reason=consent_undecided", StringComparison.Ordinal));
        Assert.Empty(visit.ConsoleErrors);
    }
}
