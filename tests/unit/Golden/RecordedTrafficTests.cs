using System.Text;
using System.Text.Json;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Golden;

/// <summary>
/// Replays what a real browser with Mixpanel's SDK, and its Node SDK, have sent. The pages of the recording put a person
/// everywhere: into URLs, titles, ids, profiles, cookies.
/// </summary>
public sealed class RecordedTrafficTests(RecordedTrafficTests.Shop shop) : IClassFixture<RecordedTrafficTests.Shop>
{
    private static readonly string[] s_ids =
        ["distinct_id", "$distinct_id", "$device_id", "device_id", "$user_id", "$anon_distinct_id", "alias", "$group_id", "$delete", "company", "company_id"];

    // Of the person and of the browser, written once in each spelling in which the recording has them.
    private static readonly string[] s_personal =
    [
        "jane.doe", "queued@example.com", "a@b.c", "Jane", "Doe", "600 000 000", "600000000", "1990-02-02", "jane doe", "jane+doe",
        "secret123", "ssn", "EAIaIQob_test", "IwAR0x", "203.0.113.7", "Mozilla", "Chrome/", "en-GB", "en-US", "acme", "ACME",
        "78aac885baca453d9aaae4d72c7b61e0", "order=123", "#",
    ];

    private static readonly string[] s_unaltered =
    [
        "event", "time", "$insert_id", "token", "$token", "mp_lib", "$lib_version", "mp_sent_by_lib_version", "$duration",
        "utm_source", "utm_medium", "utm_campaign", "initial_utm_source", "initial_utm_medium", "initial_utm_campaign",
        "price", "total", "sku", "plan", "n", "a", "t", "note", "long", "employees", "first_login", "visits", "x", "tags", "$unset",
        "current_url_path", "current_domain", "$pathname", "$host", "$search_engine", "$os", "$browser", "$browser_version", "$group_key",
        "$event_type", "$el_tag_name", "$el_id", "$tag_name", "$classes", "$nth_child", "$scroll_percentage", "$max_scroll_percentage",
        "$mp_autocapture", "Experiment name", "Variant name", "$experiment_id", "$ignore_time",
        "project_id", "first_time_event_hash",
    ];

    public static TheoryData<string> Captures => [.. Capture.Names];

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task With_consent_the_vendor_receives_the_event_and_nobody_in_it(string name)
    {
        var capture = Capture.Read(name);
        var answer = await shop.Send(capture, "analytics,marketing");

        if (!IsEvent(capture) || HasGpc(capture))
        {
            Assert.Empty(shop.Received);
            return;
        }

        Assert.Equal(200, answer.Status);
        var received = Assert.Single(shop.Received);
        AssertNobodyIn(received, capture);
        AssertUseful(received, capture);
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task Without_consent_the_vendor_hears_nothing_and_the_page_goes_on(string name)
    {
        var capture = Capture.Read(name);
        var answer = await shop.Send(capture, consent: null);

        Assert.Empty(shop.Received);
        var (status, body) = Accepted(capture);
        Assert.Equal(status, answer.Status);
        Assert.Equal(body, answer.Header("Content-Type") == "image/gif" ? "GIF" : answer.BodyText);
    }

    [Fact]
    public async Task A_group_and_the_events_in_it_are_joined_by_the_key_that_the_site_has_named()
    {
        await shop.Send(Capture.Read("s01-json-nobatch-15-POST-mp_groups"), "analytics");
        var group = PayloadReceived().GetProperty("$group_id").GetString();
        await shop.Send(Capture.Read("s01-json-nobatch-16-POST-mp_track"), "analytics");
        var companies = PayloadReceived().GetProperty("properties").GetProperty("company");

        Assert.Contains(group, companies.EnumerateArray().Select(c => c.GetString()));

        JsonElement PayloadReceived()
        {
            var received = Assert.Single(shop.Received);
            return Payload.Of(received.Target, received.Body)!.Value;
        }
    }

    [Fact]
    public void All_recorded_traffic_is_replayed() => Assert.Equal(95, Capture.Names.Count());

    private static void AssertNobodyIn(ReceivedRequest received, Capture capture)
    {
        var payload = Payload.Of(received.Target, received.Body);
        var texts = payload is { } json ? Payload.Texts(json).ToList() : [];
        texts.Add(received.Everything);
        texts.Add(Uri.UnescapeDataString(received.Everything));
        texts.Add(Uri.UnescapeDataString(Uri.UnescapeDataString(received.Everything)));

        foreach (var person in s_personal.Concat(Ids(capture)))
        {
            // Short ids such as "u1" are parts of other words; they may not be a value, though.
            Assert.DoesNotContain(texts, t => person.Length > 3 || person == "#" ? t.Contains(person, StringComparison.Ordinal) : t == person);
        }

        Assert.Null(received.Header("Cookie"));
        Assert.Null(received.Header("Referer"));
        Assert.Null(received.Header("User-Agent"));
        Assert.Null(received.Header("Origin"));
        Assert.DoesNotContain(received.Headers, h => h.Key.Contains("forwarded", StringComparison.OrdinalIgnoreCase) || h.Key == "traceparent");
        if (received.Target.StartsWith("/track", StringComparison.Ordinal) || received.Target.StartsWith("/engage", StringComparison.Ordinal))
            Assert.Contains("ip=0", received.Target, StringComparison.Ordinal);
    }

    private static void AssertUseful(ReceivedRequest received, Capture capture)
    {
        var sent = Payload.Of(capture.Target, capture.Body);
        if (sent is null)
        {
            Assert.Empty(received.Body);
            return;
        }

        var before = Payload.Documents(sent.Value);
        var after = Payload.Documents(Payload.Of(received.Target, received.Body)!.Value);
        Assert.Equal(before.Count, after.Count);
        foreach (var (was, now) in before.Zip(after))
        {
            foreach (var field in s_unaltered)
                Assert.Equal(Payload.Members(was, field).Select(Text), Payload.Members(now, field).Select(Text));
            AssertSameLinks(was, now);
        }
    }

    /// <summary>Ids that were equal are equal, and no others; the prefix of anonymous ones still stands.</summary>
    private static void AssertSameLinks(JsonElement was, JsonElement now)
    {
        string[] ids = [.. s_ids.Where(i => !i.StartsWith("company", StringComparison.Ordinal))];
        var before = ids.SelectMany(i => Payload.Members(was, i)).Select(v => v.GetString()!).ToList();
        var after = ids.SelectMany(i => Payload.Members(now, i)).Select(v => v.GetString()!).ToList();
        Assert.Equal(before.Select(v => before.IndexOf(v)), after.Select(v => after.IndexOf(v)));
        Assert.Equal(before.Select(IsAnonymous), after.Select(IsAnonymous));
        Assert.Equal(before.Select(v => Guid.TryParse(Bare(v), out _)), after.Select(v => Guid.TryParseExact(Bare(v), "D", out _)));

        static bool IsAnonymous(string id) => id.StartsWith("$device:", StringComparison.Ordinal);
        static string Bare(string id) => IsAnonymous(id) ? id[8..] : id;
    }

    private static string Text(JsonElement value) => JsonSerializer.Serialize(value);

    // Ids stand in the payload, in the query of some endpoints, and in the SDK's cookie.
    private static IEnumerable<string> Ids(Capture capture)
    {
        var payloads = new List<JsonElement>();
        if (Payload.Of(capture.Target, capture.Body) is { } payload)
            payloads.Add(payload);
        payloads.AddRange(capture.Headers
            .Where(h => h.Key == "Cookie")
            .SelectMany(h => h.Value.Split("; "))
            .Where(c => c.StartsWith("mp_", StringComparison.Ordinal))
            .Select(c => JsonElement.Parse(Uri.UnescapeDataString(c[(c.IndexOf('=', StringComparison.Ordinal) + 1)..]))));
        return payloads
            .SelectMany(p => s_ids.SelectMany(i => Payload.Members(p, i)))
            .SelectMany(Payload.Texts)
            .Select(i => i.StartsWith("$device:", StringComparison.Ordinal) ? i[8..] : i)
            .Distinct();
    }

    private static bool IsEvent(Capture capture) =>
        capture.Method != "OPTIONS"
        && (capture.Route is "/track" or "/mp/track" or "/engage" or "/mp/engage" or "/groups" or "/mp/groups" or "/e" or "/p" or "/flags" or "/mp/flags"
            || capture.Route.EndsWith("/first-time-events", StringComparison.Ordinal));

    private static bool HasGpc(Capture capture) => capture.Headers.Any(h => h is { Key: "Sec-GPC", Value: "1" });

    private static (int Status, string Body) Accepted(Capture capture) => capture switch
    {
        { Method: "OPTIONS" } => (204, ""),
        { Route: var route } when route.EndsWith("flags", StringComparison.Ordinal) => (200, """{"flags":{},"pending_first_time_events":[]}"""),
        { Route: var route } when route.EndsWith("first-time-events", StringComparison.Ordinal) => (200, "{}"),
        { Route: "/record" } => (200, """{"code":200,"status":"OK"}"""),
        _ when !IsEvent(capture) => (404, "Nothing is reached under this path.\n"),
        { Target: var target } when target.Contains("img=1", StringComparison.Ordinal) => (200, "GIF"),
        { Target: var target } when target.Contains("verbose=1", StringComparison.Ordinal) => (200, """{"error":null,"status":1}"""),
        _ => (200, "1"),
    };

    /// <summary>One proxy for all captures. The site has named its group keys, as the guide asks of sites that use groups.</summary>
    public sealed class Shop : IAsyncLifetime
    {
        private ProxyUnderTest _proxy = null!;

        internal IReadOnlyList<ReceivedRequest> Received => _proxy.Vendor.Received;

        public async ValueTask InitializeAsync() => _proxy = await ProxyUnderTest.Start(ProxyUnderTest.DefaultSettings.Replace(
            "\"Routes\":", "\"Pseudonymise\": [\"company\", \"company_id\"], \"Routes\":", StringComparison.Ordinal));

        internal Task<RawAnswer> Send(Capture capture, string? consent)
        {
            _proxy.Vendor.Forget();
            return _proxy.Send(capture.ForProxy(consent));
        }

        public ValueTask DisposeAsync() => _proxy.DisposeAsync();
    }
}
