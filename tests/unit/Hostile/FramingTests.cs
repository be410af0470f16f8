using System.Text;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Hostile;

/// <summary>Messages whose borders two readers could draw differently, and fields that belong to one connection alone.</summary>
public sealed class FramingTests
{
    private const string Canary = "canary-4711";

    [Theory]
    [InlineData("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13")]
    [InlineData("Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__")]
    [InlineData("Upgrade: " + Canary)]
    public async Task An_upgrade_is_refused(string headers) =>
        await Sent.IsRefused(Wire.Get("/mp/track?data=" + Wire.Base64Url(Wire.Event), headers), 400, "upgrade");

    [Fact]
    public async Task A_tunnel_is_refused() => await Sent.IsRefused(
        "CONNECT www.shop.test:443 HTTP/1.1\r\nHost: www.shop.test:443\r\n\r\n"u8.ToArray(), 400, "upgrade");

    [Fact]
    public async Task The_preface_of_http_2_on_a_cleartext_listener_is_no_request()
    {
        await using var proxy = await ProxyUnderTest.Start();
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(proxy.Url.Host, proxy.Url.Port);
        var stream = client.GetStream();
        await stream.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0"u8.ToArray());
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer);
        Assert.DoesNotContain("200 OK", Encoding.Latin1.GetString(answer.ToArray()), StringComparison.Ordinal);
        Assert.Empty(proxy.Counts);
        Assert.Empty(proxy.Vendor.Received);
    }

    [Fact]
    public async Task Length_and_chunking_together_are_dropped_and_the_connection_ends()
    {
        var head = Wire.Head("POST", "/mp/track", Wire.Consent, "Content-Type: application/json", "Content-Length: 4");
        var answer = await Sent.IsDropped(Wire.Chunked(head, Encoding.ASCII.GetBytes(Wire.Event)), "unreadable", "read_body");
        Assert.Equal("close", answer.Header("Connection"));
    }

    [Theory]
    [InlineData("Content-Length: 3\r\nContent-Length: 4")]
    [InlineData("Content-Length: 3, 4")]
    [InlineData("Content-Length: -1")]
    [InlineData("Content-Length: 0x3")]
    [InlineData("Content-Length: 99999999999999999999")]
    [InlineData("Transfer-Encoding: gzip")]
    [InlineData("Transfer-Encoding: chunked, identity")]
    [InlineData("Transfer-Encoding : chunked")]
    [InlineData("X-A: a\0b")]
    [InlineData("X-A: a\rb")]
    [InlineData("X A: a")]
    [InlineData(" X-Folded: a")]
    [InlineData("X-A")]
    public async Task Broken_header_fields_are_no_request(string header)
    {
        await Sent.IsNoRequest(
            Encoding.Latin1.GetBytes(
                $"POST /mp/track HTTP/1.1\r\nHost: www.shop.test\r\nCookie: consent=analytics\r\nContent-Type: application/json\r\n{header}\r\n\r\nabc"),
            400, 413, 501);
    }

    [Theory]
    [InlineData("zz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("-1\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}XX0\r\n\r\n")]
    public async Task Broken_chunks_are_dropped_as_unreadable(string chunks) => await Sent.IsDropped(
        [.. Wire.Head("POST", "/mp/track", Wire.Consent, "Content-Type: application/json", "Transfer-Encoding: chunked"), .. Encoding.ASCII.GetBytes(chunks)],
        "unreadable",
        "read_body");

    [Fact]
    public async Task Chunk_extensions_and_trailers_do_not_leave()
    {
        var head = Wire.Head("POST", "/mp/track", Wire.Consent, "Content-Type: application/json", "Trailer: X-Secret", "TE: trailers");
        var received = await Sent.IsForwarded(Wire.Chunked(head, Encoding.ASCII.GetBytes(Wire.Event), $"X-Secret: {Canary}\r\nCookie: {Canary}\r\n"));
        Assert.DoesNotContain(Canary, received.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Trailer", received.Everything, StringComparison.OrdinalIgnoreCase);
        Assert.Null(received.Header("TE"));
    }

    [Fact]
    public async Task Fields_named_in_connection_do_not_leave()
    {
        await using var proxy = await ProxyUnderTest.Start();
        await proxy.Send(Wire.Get(
            "/ma/mtracking.gif",
            "Connection: X-Foo, Accept-Language, x-requested-with",
            "X-Foo: " + Canary,
            "Keep-Alive: timeout=5",
            "Proxy-Connection: keep-alive",
            "X-Requested-With: " + Canary,
            "Accept-Language: de",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"));
        var received = Assert.Single(proxy.Vendor.Received);
        Assert.DoesNotContain(Canary, received.Everything, StringComparison.Ordinal);
        Assert.Null(received.Header("Accept-Language"));
        Assert.Null(received.Header("Keep-Alive"));
        Assert.Null(received.Header("Connection"));
        Assert.NotNull(received.Header("User-Agent"));
    }

    [Fact]
    public async Task A_second_request_behind_the_first_is_judged_like_the_first()
    {
        await using var proxy = await ProxyUnderTest.Start();
        await proxy.Send([
            .. Wire.Post("/mp/track", Wire.Json, Wire.Event),
            .. Wire.Head("POST", "/mp/track", "Content-Type: application/json", $"Content-Length: {Wire.Event.Length}"),
            .. Encoding.ASCII.GetBytes(Wire.Event)]);
        await proxy.Accounted(2);
        Assert.Equal(1, proxy.Count("forwarded"));
        Assert.Equal(1, proxy.Count("dropped site=shop vendor=mixpanel step=read_consent reason=consent_undecided"));
        Assert.Single(proxy.Vendor.Received);
    }
}
