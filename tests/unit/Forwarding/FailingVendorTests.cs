using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Forwarding;

/// <summary>
/// A vendor may break in any way: the caller gets an answer that SDKs retry and pages may read, the failure is counted,
/// and the other vendor is served as if nothing were.
/// </summary>
public sealed class FailingVendorTests
{
    private const string Origin = "http://www.shop.test:8080";
    private const string HalfBody = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\n1";
    private const string HalfChunk = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab";

    [Fact]
    public async Task A_vendor_that_is_down_is_502() => await IsAnswered(BrokenVendor.ClosedUrl(), 502, "vendor_unreachable");

    [Fact]
    public async Task A_vendor_that_never_answers_is_504() => await IsAnswered(BrokenVendor.Silent(), 504, "vendor_timeout");

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Ty")]
    [InlineData(HalfBody)]
    [InlineData(HalfChunk)]
    public async Task A_vendor_that_falls_silent_in_the_middle_is_504(string answer) =>
        await IsAnswered(BrokenVendor.Stalling(answer), 504, "vendor_timeout");

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Ty")]
    [InlineData(HalfBody)]
    [InlineData(HalfChunk)]
    public async Task A_vendor_that_resets_the_connection_is_502(string answer) =>
        await IsAnswered(BrokenVendor.Resetting(answer), 502, "vendor_unreachable");

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Ty")]
    [InlineData(HalfBody)]
    [InlineData(HalfChunk)]
    public async Task A_vendor_that_hangs_up_in_the_middle_is_502(string answer) =>
        await IsAnswered(BrokenVendor.Closing(answer), 502, "vendor_unreachable");

    [Theory]
    [InlineData("\u0016\u0003\u0001\u0002\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("HTTP/1.1 abc OK\r\n\r\n")]
    [InlineData("HTTP/9.9 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon here\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n1\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")]
    public async Task A_vendor_that_talks_nonsense_is_502(string answer) =>
        await IsAnswered(BrokenVendor.Closing(answer), 502, "vendor_unreachable");

    [Fact]
    public async Task A_vendor_with_endless_headers_is_502() => await IsAnswered(
        BrokenVendor.Closing("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", 2000)) + "\r\n1"),
        502,
        "vendor_unreachable");

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(429)]
    [InlineData(404)]
    public async Task What_the_vendor_itself_answers_passes_and_counts_as_forwarded(int status)
    {
        await using var proxy = await ProxyUnderTest.Start();
        proxy.Vendor.Answer = http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.RetryAfter = "7";
            http.Response.Headers.AccessControlAllowOrigin = "*";
            return http.Response.Body.WriteAsync("busy"u8.ToArray()).AsTask();
        };
        var answer = await proxy.Send(Wire.Post("/mp/track", Wire.Json, Wire.Event, "Origin: " + Origin));
        await proxy.Accounted(1);
        Assert.Equal((status, "busy", "7"), (answer.Status, answer.BodyText, answer.Header("Retry-After")));
        Assert.Equal(Origin, answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("Retry-After", answer.Header("Access-Control-Expose-Headers"));
        Assert.Equal(1, proxy.Count("forwarded site=shop vendor=mixpanel"));
    }

    [Theory]
    [InlineData("Content-Disposition: attachment; filename=\"Preisliste f\u00fcr M\u00fcller.pdf\"")]
    [InlineData("ETag: \"\u00e9\"")]
    [InlineData("Retry-After: 1\u0001")]
    public async Task A_header_field_that_http_does_not_allow_costs_the_field_and_not_the_answer(string field)
    {
        await using var vendor = BrokenVendor.Closing($"HTTP/1.1 200 OK\r\n{field}\r\nContent-Length: 1\r\n\r\n1");
        await using var proxy = await ProxyUnderTest.Start(At(vendor.Url));
        var answer = await proxy.Send(Wire.Post("/mp/track", Wire.Json, Wire.Event));
        Assert.Equal((200, "1"), (answer.Status, answer.BodyText));
    }

    private static async Task IsAnswered(BrokenVendor vendor, int status, string reason)
    {
        await using (vendor)
        {
            await IsAnswered(vendor.Url, status, reason);
            Assert.Equal(1, vendor.Requests);
        }
    }

    private static async Task IsAnswered(string brokenUrl, int status, string reason)
    {
        await using var proxy = await ProxyUnderTest.Start(At(brokenUrl));
        var asked = proxy.Send(Wire.Post("/mp/track", Wire.Json, Wire.Event, "Origin: " + Origin));

        // The other vendor is there meanwhile.
        var other = await proxy.Send(Wire.Post("/ma/mtc/event", Wire.Form, "page_title=Shop"));
        Assert.Equal((200, "1"), (other.Status, other.BodyText));

        var answer = await asked;
        await proxy.Accounted(2);
        Assert.Equal((status, "The vendor did not answer.\n"), (answer.Status, answer.BodyText));
        Assert.Equal(Origin, answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("true", answer.Header("Access-Control-Allow-Credentials"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal(1, proxy.Count($"failed site=shop vendor=mixpanel step=forward reason={reason}"));
        Assert.Equal(1, proxy.Count("forwarded site=shop vendor=mautic"));
        Assert.Equal(2, proxy.Count("received"));
        await proxy.Log.Logged($"Vendor mixpanel of site shop failed: {reason}. The caller was answered {status}.");
    }

    /// <summary>Mixpanel is broken and given a second; Mautic works.</summary>
    private static string At(string brokenUrl) => ProxyUnderTest.DefaultSettings.Replace(
        "\"mixpanel\": { \"Path\": \"/mp\", \"Upstream\": \"VENDOR\"",
        $"\"mixpanel\": {{ \"Path\": \"/mp\", \"TimeoutSeconds\": 1, \"Upstream\": \"{brokenUrl}\"",
        StringComparison.Ordinal);
}
