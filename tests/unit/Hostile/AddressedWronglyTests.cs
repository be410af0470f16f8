using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Hostile;

/// <summary>Hosts, paths and methods that nobody listed are refused before anything of the request is read.</summary>
public sealed class AddressedWronglyTests
{
    [Theory]
    [InlineData("www.other.test")]
    [InlineData("www.shop.test.evil.test")]
    [InlineData("shop.test")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:8080")]
    public async Task An_unknown_host_is_refused(string host) =>
        await Sent.IsRefused(Wire.Head("GET", "/mp/track?data=e30", "Host: " + host, Wire.Consent), 404, "unknown_host");

    [Fact]
    public async Task A_missing_host_is_no_request() =>
        await Sent.IsNoRequest("GET /mp/track?data=e30 HTTP/1.1\r\nCookie: consent=analytics\r\n\r\n"u8.ToArray(), 400);

    [Theory]
    [InlineData("Host: www.shop.test\r\nHost: strict.shop.test")]
    [InlineData("Host: www.shop.test/x")]
    [InlineData("Host: www.shop.test strict.shop.test")]
    [InlineData("Host: jane@www.shop.test")]
    public async Task A_host_that_can_be_read_in_two_ways_is_no_request(string host) =>
        await Sent.IsNoRequest(Wire.Head("GET", "/mp/track?data=e30", host), 400);

    [Fact]
    public async Task A_request_of_http_1_0_without_host_is_refused() =>
        await Sent.IsRefused("GET /mp/track?data=e30 HTTP/1.0\r\n\r\n"u8.ToArray(), 404, "unknown_host");

    [Theory]
    [InlineData("/")]
    [InlineData("/mp")]
    [InlineData("/mp/")]
    [InlineData("/mpx/track")]
    [InlineData("/mp/unknown")]
    [InlineData("/mp/track/more")]
    [InlineData("/MP/track")]
    [InlineData("/mp/Track")]
    [InlineData("/mp//track")]
    [InlineData("//mp/track")]
    [InlineData("/ma/s/login")]
    [InlineData("/ma/s/contacts")]
    [InlineData("/ma/api/contacts")]
    [InlineData("/ma/oauth/v2/token")]
    [InlineData("/ma/installer")]
    [InlineData("/ma/index.php")]
    [InlineData("/ma/index.php/s/login")]
    [InlineData("/ma/index_dev.php/mtc/event")]
    [InlineData("/ma/.env")]
    [InlineData("/ma/some-page")]
    public async Task A_path_that_no_profile_lists_is_refused(string path) =>
        await Sent.IsRefused(Wire.Get(path), 404, "unknown_path");

    [Theory]
    [InlineData("/mp%2Ftrack")]
    [InlineData("/mp/track%2f..%2fadmin")]
    [InlineData("/ma/media/js/..%2f..%2fs/login")]
    [InlineData("/ma/media/js/%2e%2e%2f%2e%2e%2fs")]
    [InlineData("/ma/media/js/..%5c..%5cs")]
    [InlineData("/ma/media/js/..\\..\\s")]
    [InlineData("/ma/media/js/../../s/login")]
    [InlineData("/ma/media/js/%2e%2e/%2e%2e/s/login")]
    [InlineData("/ma/media/js/.%2e/..;/s/login")]
    [InlineData("/ma/media/js/..;/s")]
    [InlineData("/ma/media/js/%252e%252e/%252e%252e/s")]
    [InlineData("/ma/media/js/a%00.js")]
    [InlineData("/ma/media/js/a%0d%0aX-Injected:1")]
    [InlineData("/ma/media/js/a%23b")]
    [InlineData("/ma/media/js/a%3fb=1")]
    [InlineData("/ma/media/js//s")]
    [InlineData("/ma/dwc/a%2fb")]
    [InlineData("/ma/form/1%2e%2e%2f")]
    [InlineData("/mp/../ma/s/login")]
    public async Task No_spelling_of_a_path_climbs_out_of_what_is_listed(string path) =>
        await Sent.IsNotForwarded(Wire.Get(path), 400, 404);

    [Theory]
    [InlineData("/mp/unknown/../track")]
    [InlineData("/mp/./track/")]
    [InlineData("/%6dp/tr%61ck")]
    public async Task Dot_segments_and_escapes_are_resolved_before_the_decision(string path)
    {
        var received = await Sent.IsForwarded(Wire.Post(path, Wire.Json, Wire.Event));
        Assert.Equal("/track?ip=0", received.Target);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("TRACE")]
    [InlineData("HEAD")]
    [InlineData("PROPFIND")]
    [InlineData("post")]
    public async Task A_method_that_the_endpoint_does_not_take_is_refused(string method)
    {
        var answer = await Sent.IsRefused(Wire.Head(method, "/mp/track", Wire.Consent, "Content-Length: 0"), 405, "method_not_allowed");
        Assert.Equal("GET, POST, OPTIONS", answer.Header("Allow"));
    }

    [Fact]
    public async Task Session_replay_is_refused_with_the_answer_that_lets_the_sdk_go_on()
    {
        var answer = await Sent.IsRefused(
            Wire.Post("/mp/record?distinct_id=jane", "application/octet-stream", "jane.doe@example.com"), 200, "endpoint_refused");
        Assert.Equal("{\"code\":200,\"status\":\"OK\"}", answer.BodyText);
    }

    [Theory]
    [InlineData("/ma/dwc/jane.doe@example.com")]
    [InlineData("/ma/dwc/jane.doe%40example.com")]
    [InlineData("/ma/focus/203.0.113.77/viewpixel.gif")]
    [InlineData("/ma/email/jane.doe@example.com.gif")]
    public async Task A_path_with_a_person_in_it_leads_to_no_event(string path) =>
        await Sent.IsRefused(Wire.Get(path), 404, "unknown_path");
}
