using PrivacyProxy.BrowserTests.Browsing;
using PrivacyProxy.BrowserTests.Wire;
using Xunit;

namespace PrivacyProxy.BrowserTests;

/// <summary>Mixpanel's snippet with the SDK itself loaded through the proxy, and the SDK's remote settings.</summary>
public sealed class ScriptTests(Chromium chromium)
{
    private const string Library = "/libs/mixpanel-2-latest.min.js";

    [Theory]
    [InlineData(Layout.SameOrigin)]
    [InlineData(Layout.CrossOrigin)]
    public async Task With_consent_the_script_is_loaded_through_the_proxy_and_events_arrive(Layout layout)
    {
        await using var visit = await Visit.Begin(chromium, layout);
        await visit.Open("/snippet?lib=" + Uri.EscapeDataString(visit.ApiHost + Library));
        await visit.Initialise();
        await visit.Run("() => mixpanel.track('Viewed Item')");
        await visit.UntilReceived("Viewed Item");
        await visit.UntilQuiet();
        var script = Assert.Single(visit.Proxy.Vendor.Received, r => Payload.Path(r) == Library);
        Assert.DoesNotContain(script.Headers, h => h.Key is "Cookie" or "Referer" or "User-Agent" or "Accept-Language");
        Assert.Empty(visit.ConsoleErrors);
    }

    [Theory]
    [InlineData(Layout.SameOrigin)]
    [InlineData(Layout.CrossOrigin)]
    public async Task Without_consent_no_script_is_loaded_and_the_page_sees_no_error(Layout layout)
    {
        await using var visit = await Visit.Begin(chromium, layout, consent: null);
        await visit.Open("/snippet?lib=" + Uri.EscapeDataString(visit.ApiHost + Library));
        await visit.Initialise();
        await visit.Run("() => mixpanel.track('Viewed Item')");
        await visit.UntilQuiet();
        Assert.Equal(200, Assert.Single(visit.Sent).Status);
        Assert.Empty(visit.Proxy.Vendor.Received);
        Assert.Empty(visit.ConsoleErrors);
    }

    [Theory]
    [InlineData(Layout.SameOrigin, "analytics", 1)]
    [InlineData(Layout.SameOrigin, null, 0)]
    [InlineData(Layout.CrossOrigin, "analytics", 0)] // fetched without the consent cookie, as flags are
    public async Task Remote_settings_are_fetched_with_consent_and_missed_without_an_error(Layout layout, string? consent, int arriving)
    {
        await using var visit = await Visit.Begin(chromium, layout, consent);
        await visit.Open();

        // The SDK gives up after half a second, and says so; a busy machine takes longer.
        await visit.Run("() => { const real = setTimeout; window.setTimeout = (f, ms, ...rest) => real(f, ms === 500 ? 60000 : ms, ...rest); }");
        await visit.Initialise(more: "{ remote_settings_mode: 'fallback' }");
        await visit.Run("() => mixpanel.track('Viewed Item')");
        await visit.UntilSent("Viewed Item");
        await visit.UntilQuiet();
        Assert.Single(visit.Sent, t => Payload.Path(t.Request) == "/settings");
        Assert.Equal(arriving, visit.Proxy.Vendor.Received.Count(r => Payload.Path(r) == "/settings"));
        Assert.Empty(visit.ConsoleErrors);
    }
}
