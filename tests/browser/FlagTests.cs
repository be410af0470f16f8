using System.Text.Json;
using PrivacyProxy.BrowserTests.Browsing;
using PrivacyProxy.BrowserTests.Wire;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.BrowserTests;

/// <summary>Feature flags: the SDK asks for a visitor's variants by id.</summary>
public sealed class FlagTests(Chromium chromium)
{
    private const string Flags = """
        {
          "flags": { "new-checkout": { "variant_key": "treatment", "variant_value": "blue", "experiment_id": "experiment-1", "is_experiment_active": true } },
          "pending_first_time_events": [{
            "flag_key": "second-flag", "flag_id": "flag-2", "project_id": 42, "first_time_event_hash": "hash-abc", "event_name": "Ordered",
            "property_filters": {}, "pending_variant": { "variant_key": "on", "variant_value": true }
          }]
        }
        """;

    private const string Options =
        $"{{ flags: {{ context: {{ company_id: 'acme', custom_properties: {{ email: '{Canaries.Email}', plan: 'gold' }} }} }} }}";

    [Theory]
    [InlineData(PayloadFormat.Json)]
    [InlineData(PayloadFormat.Base64)]
    public async Task Flags_are_asked_for_by_the_same_pseudonyms_as_events(PayloadFormat format)
    {
        await using var visit = await Visit.Begin(chromium, Layout.SameOrigin);
        visit.Mixpanel.Flags = Flags;
        await visit.Open(Canaries.Url);
        await visit.Initialise(format, batch: false, Options);
        Assert.Equal("blue", await visit.Ask<string>("() => mixpanel.flags.get_variant_value('new-checkout', 'fallback')"));
        await visit.UntilReceived("$experiment_started");
        await visit.Run($"() => mixpanel.identify('{Canaries.UserId}')");
        await visit.Until(() => Requests(visit, "/flags").Count == 2);
        await visit.Run("() => mixpanel.track('Ordered')");
        await visit.Until(() => Requests(visit, "/flags/flag-2/first-time-events").Count == 1);
        await visit.UntilReceived("Ordered");
        await visit.UntilQuiet();

        var started = visit.ReceivedEvents.Single(e => e.Name == "$experiment_started");
        var ordered = visit.ReceivedEvents.Single(e => e.Name == "Ordered");
        var contexts = Requests(visit, "/flags").Select(r => Json(Payload.Parameter(r, "context")!)).ToList();
        Assert.Equal(
            [(started.Text("distinct_id"), started.Text("$device_id")), (ordered.Text("distinct_id"), started.Text("$device_id"))],
            contexts.Select(c => (c.GetProperty("distinct_id").GetString(), c.GetProperty("device_id").GetString())));
        Assert.All(contexts, c => Assert.Equal("acme", c.GetProperty("company_id").GetString()));
        var first = Json(Requests(visit, "/flags/flag-2/first-time-events")[0].BodyText);
        Assert.Equal((ordered.Text("distinct_id"), 42, "hash-abc"), (
            first.GetProperty("distinct_id").GetString(), first.GetProperty("project_id").GetInt32(), first.GetProperty("first_time_event_hash").GetString()));
        Assert.Equal("treatment", started.Text("Variant name"));
        Assert.Equal(visit.SentEvents.Select(e => e.Key).Order(), visit.ReceivedEvents.Select(e => e.Key).Order());
        Canaries.AssertKept(visit, Canaries.Email, Canaries.UserId, Canaries.Parameter, Canaries.Cookie);
        Assert.Empty(visit.ConsoleErrors);
    }

    [Fact]
    public async Task Vendor_receives_the_project_and_no_trace_id()
    {
        await using var visit = await Visit.Begin(chromium, Layout.SameOrigin);
        visit.Mixpanel.Flags = Flags;
        await visit.Open();
        await visit.Initialise(more: Options);
        await visit.Ask<string>("() => mixpanel.flags.get_variant_value('new-checkout', 'fallback')");
        Assert.NotNull(visit.Sent[0].Request.Header("traceparent"));
        var received = Assert.Single(visit.Proxy.Vendor.Received, r => Payload.Path(r) == "/flags");
        Assert.Equal(["Authorization", "Host"], received.Headers.Select(h => h.Key).Order());
        Assert.Equal(visit.Sent[0].Request.Header("Authorization"), received.Header("Authorization"));
    }

    // The SDK asks for flags without credentials. On another origin the consent cookie does not come along, and nobody's
    // consent is assumed.
    [Theory]
    [InlineData(Layout.SameOrigin, null)]
    [InlineData(Layout.SameOrigin, "marketing")]
    [InlineData(Layout.CrossOrigin, null)]
    [InlineData(Layout.CrossOrigin, "analytics")]
    public async Task Without_a_visible_consent_the_page_gets_its_own_fallback_and_the_vendor_hears_nothing(Layout layout, string? consent)
    {
        await using var visit = await Visit.Begin(chromium, layout, consent);
        visit.Mixpanel.Flags = Flags;
        await visit.Open();
        await visit.Initialise(more: Options);
        Assert.Equal("fallback", await visit.Ask<string>("() => mixpanel.flags.get_variant_value('new-checkout', 'fallback')"));
        await visit.UntilQuiet();
        Assert.NotEmpty(visit.Sent);
        Assert.Empty(visit.Proxy.Vendor.Received);
        Assert.Empty(visit.ConsoleErrors);
    }

    private static List<ReceivedRequest> Requests(Visit visit, string path) => [.. visit.Mixpanel.Accepted.Where(r => Payload.Path(r) == path)];

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
