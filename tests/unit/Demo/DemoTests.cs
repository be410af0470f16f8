using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using PrivacyProxy.Demo;
using Xunit;

namespace PrivacyProxy.Tests.Demo;

/// <summary>The demo as its user meets it: pages, dropped and forwarded requests, the live view.</summary>
public sealed class DemoTests : IAsyncLifetime
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

    private StandInVendors _vendors = null!;
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _vendors = await StandInVendors.Start(CancellationToken.None);
        _app = DemoHost.Build(_vendors, port: 0);
        await _app.StartAsync();
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(_app.Urls.First()) };
        _client.DefaultRequestHeaders.Add("User-Agent", Browser);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        await _vendors.DisposeAsync();
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/demo/live", "text/html")]
    [InlineData("/demo/assets/shop.css", "text/css")]
    [InlineData("/demo/assets/shop.js", "text/javascript")]
    [InlineData("/demo/assets/live.css", "text/css")]
    [InlineData("/demo/assets/live.js", "text/javascript")]
    [InlineData("/demo/assets/favicon.svg", "image/svg+xml")]
    public async Task Pages_are_served_with_a_strict_content_policy(string path, string type)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("script-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/demo/assets/../Program.cs")]
    [InlineData("/demo/assets/shop.html")]
    [InlineData("/demo/assets/none.js")]
    public async Task Nothing_else_is_served(string path)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_click_before_consent_is_shown_as_dropped()
    {
        await Click(consent: null);
        var shown = await LastShown();
        Assert.Equal("dropped", shown.GetProperty("outcome").GetString());
        Assert.Equal("consent_undecided", shown.GetProperty("reason").GetString());
        Assert.All(shown.GetProperty("fields").EnumerateArray(), f => Assert.Equal(JsonValueKind.Null, f.GetProperty("after").ValueKind));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_click_with_consent_is_shown_before_and_after_with_its_actions()
    {
        await Click(consent: "%7B%22analytics%22%3Atrue%2C%22marketing%22%3Afalse%7D");
        var shown = await LastShown();
        Assert.Equal("forwarded", shown.GetProperty("outcome").GetString());
        var actions = shown.GetProperty("fields").EnumerateArray().ToDictionary(
            f => f.GetProperty("surface").GetString() + " " + f.GetProperty("name").GetString(), f => f.GetProperty("action").GetString());
        Assert.Equal("removed", actions["body data[0].properties.email"]);
        Assert.Equal("pseudonymised", actions["body data[0].properties.distinct_id"]);
        Assert.Equal("cleaned", actions["body data[0].properties.$current_url"]);
        Assert.Equal("coarsened", actions["body data[0].properties.$screen_width"]);
        Assert.Equal("kept", actions["body data[0].properties.price"]);
        Assert.Equal("removed", actions["cookie demo_consent"]);
        Assert.Equal("removed", actions["address address"]);
    }

    /// <summary>SDKs cut texts in the middle of an emoji: valid JSON, but no text.</summary>
    [Theory(Timeout = 60_000)]
    [InlineData("""[{"event":"Cut","properties":{"cut":"party \ud83c"}}]""", "forwarded")]
    [InlineData("""[{"event":"Cut","properties":{"\ud83c":"party"}}]""", "dropped")]
    public async Task Half_an_emoji_is_shown(string json, string outcome)
    {
        await Click(consent: "%7B%22analytics%22%3Atrue%2C%22marketing%22%3Afalse%7D", json);
        var shown = await LastShown();
        Assert.Equal(outcome, shown.GetProperty("outcome").GetString());
        Assert.Contains(shown.GetProperty("fields").EnumerateArray(), f => f.GetProperty("name").GetString() == "data[0].event");
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.NotFound)]
    [InlineData("localhost.evil.example", HttpStatusCode.NotFound)]
    [InlineData("192.168.1.7", HttpStatusCode.NotFound)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    public async Task A_name_that_some_website_points_to_loopback_does_not_open_the_view(string host, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/demo/events/history");
        request.Headers.Host = host;
        using var answer = await _client.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task Viewers_are_told_of_new_requests()
    {
        using var stream = await _client.GetStreamAsync(new Uri("/demo/events", UriKind.Relative));
        using var reader = new StreamReader(stream);
        Assert.Equal(": open", await reader.ReadLineAsync());
        await Click(consent: null);
        string? line;
        do
        {
            line = await reader.ReadLineAsync();
        }
        while (line?.Length == 0);
        Assert.StartsWith("data: {", line, StringComparison.Ordinal);
    }

    private const string Purchase = """[{"event":"Buy","properties":{"distinct_id":"jane@example.com","email":"jane@example.com","price":9.5,"$screen_width":1337,"$current_url":"https://shop.example/?email=jane"}}]""";

    private async Task Click(string? consent, string json = Purchase)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mp/track/?verbose=1&ip=1")
        {
            Content = new FormUrlEncodedContent([new("data", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(json)))]),
        };
        if (consent is not null)
            request.Headers.Add("Cookie", "demo_consent=" + consent);
        using var answer = await _client.SendAsync(request);
        Assert.Equal("{\"error\":null,\"status\":1}", await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The view is told after the answer, so it is asked until it knows.</summary>
    private async Task<JsonElement> LastShown()
    {
        while (true)
        {
            var history = JsonDocument.Parse(await _client.GetStringAsync(new Uri("/demo/events/history", UriKind.Relative))).RootElement;
            if (history.GetArrayLength() > 0)
                return history[history.GetArrayLength() - 1];
        }
    }
}
