using System.IO.Compression;
using System.Text;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Hostile;

/// <summary>A body that is not what it says it is goes nowhere, and the SDK is told that all is well.</summary>
public sealed class UnreadableBodyTests
{
    private const string Person = "jane.doe@example.com";

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"event\":\"Buy\",\"properties\":{\"email\":\"" + Person + "\"")]
    [InlineData("{\"event\":\"Buy\",\"properties\":{\"email\":\"" + Person)]
    [InlineData("[{\"event\":\"Buy\"},")]
    [InlineData("{\"event\":\"Buy\"}}")]
    [InlineData("{\"event\":\"Buy\"}{\"event\":\"" + Person + "\"}")]
    [InlineData("{\"event\":\"Buy\"}\0")]
    [InlineData("{\"event\":\"Buy\",}")]
    [InlineData("{'event':'Buy'}")]
    [InlineData("{event:\"Buy\"}")]
    [InlineData("{\"event\":\"Buy\"/*" + Person + "*/}")]
    [InlineData("{\"event\":NaN}")]
    [InlineData("{\"event\":\"a\tb\"}")]
    [InlineData("{\"event\":\"\\x41\"}")]
    public async Task Broken_json_is_dropped_as_unreadable(string json) =>
        await Sent.IsDropped(Wire.Post("/mp/track", Wire.Json, json), "unreadable", "redact_body");

    [Theory]
    [InlineData("{\"event\":\"Buy\",\"event\":\"Sell\"}")]
    [InlineData("{\"event\":\"Buy\",\"\\u0065vent\":\"Sell\"}")]
    [InlineData("{\"properties\":{\"token\":\"a\",\"n\":1,\"n\":2}}")]
    [InlineData("{\"properties\":{\"$email\":\"a\",\"\\u0024email\":\"b\"}}")]
    [InlineData("[{\"properties\":{\"list\":[{\"a\":1,\"\\u0061\":2}]}}]")]
    public async Task A_member_that_stands_twice_is_dropped_as_unreadable(string json) =>
        await Sent.IsDropped(Wire.Post("/mp/track", Wire.Json, json), "unreadable", "redact_body");

    [Theory]
    [InlineData("{\"properties\":{\"token\":\"a\",\"\\ud800\":\"1\"}}")]
    [InlineData("{\"properties\":{\"token\":\"a\",\"\\ud800email\":\"" + Person + "\"}}")]
    public async Task A_lone_surrogate_in_a_key_is_dropped_as_unreadable(string json) =>
        await Sent.IsDropped(Wire.Post("/mp/track", Wire.Json, json), "unreadable", "redact_body");

    [Theory]
    [InlineData("ff")]
    [InlineData("c0af")]
    [InlineData("eda080")]
    [InlineData("f5808080")]
    [InlineData("e282")]
    public async Task Invalid_utf_8_in_json_is_dropped_as_unreadable(string hex) => await Sent.IsDropped(
        Wire.Post("/mp/track", Wire.Json, [.. "{\"event\":\""u8, .. Convert.FromHexString(hex), .. "\"}"u8]), "unreadable", "redact_body");

    [Theory]
    [InlineData("data=%FF")]
    [InlineData("data=%C0%AF")]
    [InlineData("data=%ED%A0%80")]
    [InlineData("data=%7")]
    [InlineData("data=%zz")]
    [InlineData("%=1&data=%7B%7D")]
    [InlineData("%FF=1&data=%7B%7D")]
    public async Task A_form_with_broken_percent_encoding_is_dropped_as_unreadable(string form) =>
        await Sent.IsDropped(Wire.Post("/mp/track", Wire.Form, form), "unreadable", "redact_body");

    [Theory]
    [InlineData(Wire.Json)]
    [InlineData("text/plain")]
    public async Task A_byte_order_mark_is_dropped_as_unreadable(string type) => await Sent.IsDropped(
        Wire.Post("/mp/track", type, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Wire.Event)]), "unreadable", "redact_body");

    [Theory]
    [InlineData("data=jane.doe%40example.com")]
    [InlineData("data=A")]
    [InlineData("data=%21%21%21%21")]
    [InlineData("data=eyJldmVudCI6")]
    [InlineData("data=eyJldmVudCI6IkJ1eSJ9x")]
    [InlineData("data=aGVsbG8gd29ybGQ")]
    [InlineData("data=")]
    [InlineData("data")]
    [InlineData("dat=eyJldmVudCI6IkJ1eSJ9")]
    public async Task A_payload_that_is_neither_json_nor_base64_of_it_is_dropped_as_unreadable(string form) =>
        await Sent.IsDropped(Wire.Post("/mp/track", Wire.Form, form), "unreadable", "redact_body");

    [Fact]
    public async Task A_get_without_a_readable_payload_is_dropped_as_unreadable() =>
        await Sent.IsDropped(Wire.Get("/mp/track?data=jane"), "unreadable", "redact_query");

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(30)]
    [InlineData(100)]
    public async Task A_truncated_gzip_is_dropped_as_unreadable(int length)
    {
        // The cut is inside of the properties: what came before it is no JSON, whichever step notices.
        await Sent.IsDropped(Wire.Post("/mp/track", Wire.Json, Wire.Gzip(Wire.Event)[..length], "Content-Encoding: gzip"), "unreadable", step: null);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_body_that_is_not_compressed_as_it_says_is_dropped_as_unreadable(string coding) => await Sent.IsDropped(
        Wire.Post("/mp/track", Wire.Json, Wire.Event, "Content-Encoding: " + coding), "unreadable", "read_body");

    [Theory]
    [InlineData("compress")]
    [InlineData("aws-chunked")]
    [InlineData("gzip, jane.doe@example.com")]
    public async Task An_unknown_content_coding_is_dropped_as_unreadable(string coding) => await Sent.IsDropped(
        Wire.Post("/mp/track", Wire.Json, Wire.Gzip(Wire.Event), "Content-Encoding: " + coding), "unreadable", "read_body");

    [Fact]
    public async Task Stacked_codings_are_opened_one_after_the_other()
    {
        var received = await Sent.IsForwarded(
            Wire.Post("/mp/track", Wire.Json, Wire.Gzip(Wire.Gzip(Wire.Event)), "Content-Encoding: gzip", "Content-Encoding: gzip"));
        Assert.StartsWith("{\"event\":\"Buy\"", received.BodyText, StringComparison.Ordinal);
        Assert.Null(received.Header("Content-Encoding"));
    }

    [Fact]
    public async Task More_than_three_stacked_codings_are_refused() => await Sent.IsRefused(
        Wire.Post("/mp/track", Wire.Json, Wire.Gzip(Wire.Gzip(Wire.Gzip(Wire.Gzip(Wire.Event)))), "Content-Encoding: gzip, gzip, gzip, gzip"), 413, "too_large");

    [Theory]
    [InlineData("application/xml")]
    [InlineData("text/html")]
    [InlineData("application/octet-stream")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("text/plain;charset=UTF-16LE")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/mixed; boundary=x")]
    [InlineData("nonsense")]
    public async Task A_body_of_another_media_type_or_charset_is_refused(string type) =>
        await Sent.IsRefused(Wire.Post("/mp/track", type, Wire.Event), 415, "media_type");

    [Fact]
    public async Task Utf_16_that_calls_itself_json_is_dropped_as_unreadable() =>
        await Sent.IsDropped(Wire.Post("/mp/track", Wire.Json, Encoding.Unicode.GetBytes(Wire.Event)), "unreadable", "redact_body");

    [Fact]
    public async Task A_get_with_a_body_is_dropped_as_unreadable() => await Sent.IsDropped(
        [.. Wire.Get("/mp/track?data=" + Wire.Base64Url(Wire.Event), "Content-Type: application/json", "Content-Length: 7"), .. "{\"a\":1}"u8],
        "unreadable",
        "read_body");

    [Theory]
    [InlineData("gzip", 0, true)]
    [InlineData("gzip", 1, false)]
    [InlineData("gzip", 8, false)]
    [InlineData("gzip", 40, false)]
    [InlineData("gzip", -7, false)]
    [InlineData("deflate", 0, true)]
    [InlineData("deflate", 1, false)]
    [InlineData("deflate", 4, false)]
    [InlineData("deflate", 40, false)]
    [InlineData("br", 0, true)]
    [InlineData("br", 1, false)]
    [InlineData("br", 40, false)]
    [InlineData("br", -7, false)]
    public async Task A_form_of_which_the_end_was_cut_or_followed_by_more_is_not_taken_for_whole(string coding, int cut, bool isForwarded)
    {
        var form = Encoding.ASCII.GetBytes("page_title=" + string.Join('+', Enumerable.Range(0, 300).Select(i => "word" + (i * 7919 % 1000))) + "&counter=1");
        using var compressed = new MemoryStream();
        using (Stream coder = coding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            coder.Write(form);
        }

        byte[] body = cut >= 0 ? compressed.ToArray()[..^cut] : [.. compressed.ToArray(), .. new byte[-cut]];
        await using var proxy = await ProxyUnderTest.Start();
        var answer = await proxy.Send(Wire.Post("/ma/mtc/event", Wire.Form, body, "Content-Encoding: " + coding));
        Assert.Equal((200, isForwarded ? 1 : 0), (answer.Status, proxy.Vendor.Received.Count));
        if (isForwarded)
            Assert.EndsWith("&counter=1", proxy.Vendor.Received[0].BodyText, StringComparison.Ordinal);
    }
}
