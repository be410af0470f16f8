using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Responses;

/// <summary>The answers that the proxy gives itself: to preflights, to visitors who did not agree, and about origins.</summary>
public sealed class OwnAnswerTests
{
    private const string Origin = "http://www.shop.test:8080";

    [Theory]
    [InlineData("http://www.shop.test:8080", true)]
    [InlineData("https://www.shop.test", true)]
    [InlineData("https://WWW.SHOP.TEST", true)]
    [InlineData("https://www.shop.test.evil.test", false)]
    [InlineData("https://evil.test", false)]
    [InlineData("https://shop.test", false)]
    [InlineData("https://strict.shop.test", false)]
    [InlineData("https://evil.test/www.shop.test", false)]
    [InlineData("https://www.shop.test@evil.test", false)]
    [InlineData("https://evil@www.shop.test", false)]
    [InlineData("https://www.shop.test#@evil.test", false)]
    [InlineData("https://www.shop.test?", false)]
    [InlineData("https://www.shop.test:", false)]
    [InlineData("https://www.shop.test:80a", false)]
    [InlineData("ftp://www.shop.test", false)]
    [InlineData("null", false)]
    [InlineData("file://", false)]
    [InlineData("chrome-extension://www.shop.test", false)]
    [InlineData("*", false)]
    [InlineData("https://www.shop.test, https://evil.test", false)]
    public Task Only_pages_of_the_site_may_read_answers(string origin, bool isAllowed) => Ask(async proxy =>
    {
        foreach (var request in new[]
        {
            Wire.Post("/mp/track", Wire.Json, Wire.Event, "Origin: " + origin),
            Wire.Head("POST", "/mp/track", "Content-Length: 0", "Origin: " + origin),
            Wire.Head("PUT", "/mp/track", "Content-Length: 0", "Origin: " + origin),
            Wire.Head("OPTIONS", "/mp/track", "Access-Control-Request-Method: POST", "Origin: " + origin),
        })
        {
            var answer = await proxy.Send(request);
            Assert.Equal(isAllowed ? origin : null, answer.Header("Access-Control-Allow-Origin"));
            Assert.Equal(isAllowed ? "true" : null, answer.Header("Access-Control-Allow-Credentials"));
            Assert.Equal("Origin", answer.Header("Vary"));
        }
    });

    [Fact]
    public Task A_preflight_is_answered_here_and_nobody_hears_of_it() => Ask(async proxy =>
    {
        var answer = await proxy.Send(Wire.Head(
            "OPTIONS", "/mp/flags?context=%7B%22distinct_id%22%3A%22jane%22%7D", "Origin: " + Origin, Wire.Consent,
            "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: authorization,traceparent,x-consent"));
        await proxy.Accounted(1);
        Assert.Equal(204, answer.Status);
        Assert.Empty(answer.Body);
        Assert.Equal(Origin, answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("authorization,traceparent,x-consent", answer.Header("Access-Control-Allow-Headers"));
        Assert.Equal("GET, OPTIONS", answer.Header("Access-Control-Allow-Methods"));
        Assert.Equal("600", answer.Header("Access-Control-Max-Age"));
        Assert.Empty(proxy.Vendor.Received);
        Assert.Equal(1, proxy.Count("dropped site=shop vendor=mixpanel step=answer_preflight reason=preflight"));
    });

    [Fact]
    public Task A_preflight_of_a_stranger_allows_nothing() => Ask(async proxy =>
    {
        var answer = await proxy.Send(Wire.Head(
            "OPTIONS", "/mp/track", "Origin: https://evil.test", "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: x"));
        Assert.Equal(204, answer.Status);
        Assert.DoesNotContain(answer.Headers, h => h.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    });

    [Theory]
    [InlineData("/mp/libs/mixpanel-2-latest.min.js", "analytics")]
    [InlineData("/ma/mtc.js", "marketing")]
    [InlineData("/ma/focus/7.js", "marketing")]
    public Task Without_consent_scripts_are_empty_and_not_cached(string path, string purpose) => Ask(async proxy =>
    {
        var answer = await proxy.Send(Wire.Head("GET", path, "Origin: " + Origin));
        Assert.Equal((200, $"/* Not loaded: the visitor has not agreed to {purpose}. */\n"), (answer.Status, answer.BodyText));
        Assert.Equal("text/javascript; charset=utf-8", answer.Header("Content-Type"));
        Assert.Equal("private, no-store", answer.Header("Cache-Control"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Empty((await proxy.Send(Wire.Head("HEAD", path))).Body);
        Assert.Empty(proxy.Vendor.Received);
    });

    [Theory]
    [InlineData("POST", "/mp/track", "1", "text/plain; charset=utf-8")]
    [InlineData("POST", "/mp/track?verbose=1", "{\"error\":null,\"status\":1}", "application/json")]
    [InlineData("POST", "/mp/engage/?verbose=1", "{\"error\":null,\"status\":1}", "application/json")]
    [InlineData("GET", "/mp/flags", "{\"flags\":{},\"pending_first_time_events\":[]}", "application/json")]
    [InlineData("GET", "/mp/settings", "{}", "application/json")]
    [InlineData("POST", "/ma/mtc/event", "{\"success\":0}", "application/json")]
    [InlineData("GET", "/ma/mtc", "[]", "application/json")]
    public Task Without_consent_the_vendors_accepted_is_answered(string method, string path, string text, string type) => Ask(async proxy =>
    {
        var answer = await proxy.Send(Wire.Head(method, path, "Content-Length: 0", "Origin: " + Origin));
        Assert.Equal((200, text, type), (answer.Status, answer.BodyText, answer.Header("Content-Type")));
        Assert.Equal(Origin, answer.Header("Access-Control-Allow-Origin"));
        Assert.Empty(proxy.Vendor.Received);
    });

    [Theory]
    [InlineData("/mp/track?img=1")]
    [InlineData("/ma/mtracking.gif")]
    public Task Without_consent_a_pixel_is_a_pixel(string path) => Ask(async proxy =>
    {
        var answer = await proxy.Send(Wire.Head("GET", path));
        Assert.Equal("image/gif", answer.Header("Content-Type"));
        Assert.StartsWith("GIF89a", answer.BodyText, StringComparison.Ordinal);
        Assert.Empty(proxy.Vendor.Received);
    });

    private static Task Ask(Func<ProxyUnderTest, Task> ask) => SharedProxies.Use(ProxyUnderTest.DefaultSettings, ask);
}
