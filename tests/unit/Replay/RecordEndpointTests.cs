using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PrivacyProxy.Tests.Golden;
using PrivacyProxy.Tests.Hostile;
using PrivacyProxy.Tests.Leaks;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Replay;

/// <summary>Recordings on their way through the whole proxy, at a site that lets masked ones leave.</summary>
public sealed class RecordEndpointTests
{
    private const string Query = "/mp/record/?mp_lib=web&replay_id=a62183e9-bf24-41b7-884b-9e3048f1191e&seq=0&distinct_id=u1&format=";
    private const string Binary = "application/octet-stream";
    private const string Empty = """[{"type":1,"data":{},"timestamp":1795282325938}]""";

    private static readonly string s_settings = ProxyUnderTest.DefaultSettings.Replace(
        "\"Routes\":", "\"SessionReplay\": \"mask\", \"Routes\":", StringComparison.Ordinal);

    // Of the person in the recorded pages.
    private static readonly string[] s_personal = ["jane", "secret", "ssn", "EAIaIQob_test", "IwAR0x", "logged in", "boom", "utility", "example.com", "eval"];

    [Theory]
    [InlineData("s09-record-05-POST-record")]
    [InlineData("s09-record-07-POST-record")]
    public async Task A_recorded_recording_leaves_with_all_its_events_and_nobody_in_it(string name)
    {
        var capture = Capture.Read(name);
        var received = await Forwarded(capture.ForProxy("analytics"));
        Assert.StartsWith("/record?%24current_url=http%3A%2F%2Fwww.shop.test%3A8080%2Fcheckout%3Futm_source%3Dnewsletter", received.Target, StringComparison.Ordinal);
        Assert.NotNull(received.Header("Authorization"));

        // Of its own time and of the ids of nodes and requests nothing is lost.
        var (before, after) = (Events(capture.Body), Events(received.Body));
        Assert.Equal(before.Select(Kind), after.Select(Kind));
        var texts = DecodedForms.Of(Encoding.Latin1.GetBytes(received.Everything));
        Assert.All(s_personal, person => Assert.DoesNotContain(texts, t => t.Contains(person, StringComparison.OrdinalIgnoreCase)));

        static string Kind(JsonElement e) => $"{e.GetProperty("type")} {(e.GetProperty("data").TryGetProperty("source", out var source) ? source : default)} {e.GetProperty("timestamp")}";
    }

    [Fact]
    public async Task Whatever_form_personal_data_has_it_is_not_found_in_what_the_vendor_receives()
    {
        var forwarded = 0;
        foreach (var canary in Canary.ByForm)
        {
            foreach (var (encoding, encode) in Encodings.All)
            {
                var value = encode(canary.Value);
                var text = JsonSerializer.Serialize(value);
                var url = JsonSerializer.Serialize("http://www.shop.test/p?q=" + Uri.EscapeDataString(value));
                var body = $$$"""
                    [{"type":4,"data":{"href":{{{url}}},"width":1,"height":1},"timestamp":1},
                    {"type":2,"data":{"node":{"type":2,"tagName":"p","attributes":{"title":{{{text}}},"value":{{{text}}},"href":{{{url}}},"role":{{{text}}},{{{text}}}:1},"childNodes":[{"type":3,"textContent":{{{text}}},"id":2}],"id":1}},"timestamp":1},
                    {"type":3,"data":{"source":5,"text":{{{text}}},"isChecked":true,"id":1},"timestamp":1},
                    {"type":6,"data":{"plugin":"rrweb/console@1","payload":{"level":{{{text}}},"payload":[{{{text}}}]}},"timestamp":1},
                    {"type":5,"data":{"tag":{{{text}}},"payload":{{{text}}}},"timestamp":1,{{{text}}}:{{{text}}}}]
                    """;
                var query = $"{Query}gzip&%24current_url={Uri.EscapeDataString("http://www.shop.test/?q=" + value)}&%24user_id={Uri.EscapeDataString(value)}";
                var received = await Forwarded(Wire.Post(query, Binary, Wire.Gzip(body)));
                forwarded++;
                Assert.False(DecodedForms.Hold(Encoding.Latin1.GetBytes(received.Everything), canary.Needle), $"{canary.Kind} as {encoding}");
            }
        }

        Assert.True(forwarded > 20);
    }

    [Theory]
    [InlineData("www.shop.test")]
    [InlineData("strict.shop.test")]
    public async Task An_event_names_its_recording_as_the_recording_does(string host)
    {
        var settings = s_settings.Replace("\"VENDOR\", \"ScriptUpstream\": \"VENDOR\" }", "\"VENDOR\", \"SessionReplay\": \"mask\" }", StringComparison.Ordinal);
        const string id = "a62183e9-bf24-41b7-884b-9e3048f1191e";
        var recording = await Forwarded(Wire.Post(Query + "body", Binary, Empty, "Host: " + host), settings);
        var tracked = await Forwarded(
            Wire.Post("/mp/track", Wire.Json, """{"event":"a","properties":{"token":"t","distinct_id":"u1","$mp_replay_id":""" + $"\"{id}\"}}}}", "Host: " + host), settings);
        var properties = JsonElement.Parse(tracked.BodyText).GetProperty("properties");
        Assert.Contains("&replay_id=" + properties.GetProperty("$mp_replay_id").GetString() + "&", recording.Target, StringComparison.Ordinal);
        Assert.Contains("&distinct_id=" + properties.GetProperty("distinct_id").GetString() + "&", recording.Target, StringComparison.Ordinal);
        Assert.DoesNotContain(id, recording.Target + tracked.BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_has_limits_of_its_own()
    {
        var limited = s_settings.Replace("\"Bots\":", "\"Limits\": { \"BodyBytes\": 2048, \"ReplayBytes\": 4096, \"ReplayDepth\": 8 }, \"Bots\":", StringComparison.Ordinal);
        await Forwarded(Wire.Post(Query + "body", Binary, Empty.PadRight(4096)), limited);
        await Forwarded(Wire.Post(Query + "gzip", Binary, Wire.Gzip(Empty.PadRight(4096))), limited);
        await Sent.IsRefused(Wire.Post(Query + "body", Binary, Empty.PadRight(4097)), 413, "too_large", limited);
        await Sent.IsRefused(Wire.Post(Query + "gzip", Binary, Wire.Gzip(Empty.PadRight(4097))), 413, "too_large", limited);
        await Sent.IsRefused(Wire.Post(Query + "body", Binary, "[{\"type\":5,\"data\":" + new string('[', 8) + new string(']', 8) + "}]"), 413, "too_large", limited);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("nonsense")]
    public async Task A_body_of_another_media_type_is_refused(string type) =>
        await Sent.IsRefused(Wire.Post(Query + "body", type, Empty), 415, "media_type", s_settings);

    [Fact]
    public Task The_vendor_s_wish_to_be_left_in_peace_is_readable_across_origins() => SharedProxies.Use(s_settings, async proxy =>
    {
        proxy.Vendor.Answer = http =>
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = "3";
            return Task.CompletedTask;
        };
        var answer = await proxy.Send(Wire.Post(Query + "body", Binary, Empty, "Origin: http://www.shop.test:8080"));
        Assert.Equal((429, "3"), (answer.Status, answer.Header("Retry-After")));
        Assert.Equal("Retry-After", answer.Header("Access-Control-Expose-Headers"));
        Assert.Equal("http://www.shop.test:8080", answer.Header("Access-Control-Allow-Origin"));
    });

    [Fact]
    public Task A_preflight_allows_what_the_recorder_sends() => SharedProxies.Use(s_settings, async proxy =>
    {
        var answer = await proxy.Send(Wire.Head(
            "OPTIONS", Query + "gzip", "Origin: http://www.shop.test:8080", "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: authorization,content-type"));
        Assert.Equal((204, "POST, OPTIONS"), (answer.Status, answer.Header("Access-Control-Allow-Methods")));
        Assert.Equal("authorization,content-type", answer.Header("Access-Control-Allow-Headers"));
        Assert.Empty(proxy.Vendor.Received);
    });

    private static async Task<ReceivedRequest> Forwarded(byte[] request, string? settings = null)
    {
        ReceivedRequest? received = null;
        await SharedProxies.Use(settings ?? s_settings, async proxy =>
        {
            var answer = await proxy.Send(request);
            Assert.Equal(200, answer.Status);
            received = Assert.Single(proxy.Vendor.Received);
        });
        return received!;
    }

    private static List<JsonElement> Events(byte[] body)
    {
        using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(gzip);
        return [.. document.RootElement.EnumerateArray().Select(e => e.Clone())];
    }
}
