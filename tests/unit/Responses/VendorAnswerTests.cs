using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Responses;

/// <summary>What comes back: the vendor's answer without the vendor's marks, the proxy's own headers, tamed cookies.</summary>
public sealed class VendorAnswerTests
{
    private const string Origin = "http://www.shop.test:8080";

    [Theory]
    [InlineData("mautic_device_id=abc; path=/; expires=Fri, 31 Dec 2100 23:59:59 GMT; domain=.mautic.example; samesite=none", "mautic_device_id=abc; max-age=34128000; path=/; secure; samesite=lax")]
    [InlineData("mtc_id=7; Max-Age=99999999; Partitioned", "mtc_id=7; max-age=34128000; secure; samesite=lax")]
    [InlineData("mtc_id=7; Max-Age=60; HttpOnly; SameSite=Strict", "mtc_id=7; max-age=60; secure; samesite=strict; httponly")]
    [InlineData("mtc_sid=7", "mtc_sid=7; secure; samesite=lax")]
    [InlineData("mtc_id=; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0", "mtc_id=; max-age=0; secure; samesite=lax")]
    [InlineData("mtc_id=; expires=Thu, 01 Jan 1970 00:00:00 GMT", "mtc_id=; max-age=0; secure; samesite=lax")]
    [InlineData("mautic_page_3=x; path=/", "mautic_page_3=x; path=/; secure; samesite=lax")]
    [InlineData("unlisted=abc; path=/", null)]
    [InlineData("MTC_ID=abc", null)]
    [InlineData("__cf_bm=abc; path=/; HttpOnly", null)]
    [InlineData("0123456789abcdef0123456789abcdef=session; path=/", null)]
    [InlineData("consent=analytics; path=/", null)]
    public async Task Cookies_are_filtered_and_tamed(string set, string? passed)
    {
        var answer = await Answer("/ma/mtc/event", http =>
        {
            http.Response.Headers.SetCookie = set;
            return http.Response.WriteAsync("{}");
        });
        Assert.Equal(passed, answer.Header("Set-Cookie"));
    }

    [Theory]
    [InlineData("mtc_id=7; Max-Age=9223372036854775807")]
    [InlineData("mtc_id=7; Max-Age=1000000000000")]
    [InlineData("mtc_id=7; Max-Age=-5")]
    [InlineData("mtc_id=7; expires=garbage")]
    [InlineData("mtc_id=7; path=/\u00e4")]
    [InlineData("mtc_id=\u00e4")]
    [InlineData("mtc_id=7, evil=1; path=/")]
    [InlineData("mtc_id =7")]
    [InlineData("=7")]
    [InlineData("; ; =")]
    public async Task A_cookie_that_nobody_can_read_or_write_costs_nothing_but_itself(string set)
    {
        await using var vendor = BrokenVendor.Closing($"HTTP/1.1 200 OK\r\nSet-Cookie: {set}\r\nSet-Cookie: mtc_sid=8\r\nContent-Length: 2\r\n\r\n{{}}");
        await using var proxy = await ProxyUnderTest.Start(ProxyUnderTest.DefaultSettings.Replace("VENDOR", vendor.Url, StringComparison.Ordinal));
        var answer = await proxy.Send(Wire.Post("/ma/mtc/event", Wire.Form, "page_title=x"));
        Assert.Equal((200, "{}"), (answer.Status, answer.BodyText));
        var cookies = answer.Headers.Where(h => h.Key == "Set-Cookie").Select(h => h.Value).ToList();
        Assert.Contains("mtc_sid=8; secure; samesite=lax", cookies);
        Assert.DoesNotContain(cookies, c => c.Contains("evil", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("; Max-Age=31536000", "")]
    [InlineData("; expires=Fri, 31 Dec 2100 23:59:59 GMT", "")]
    [InlineData("; Max-Age=0", "; max-age=0")]
    public async Task Without_consent_a_pages_cookie_ends_with_the_browsers_session(string life, string passed)
    {
        const string Session = "0123456789abcdef0123456789abcdef=s";
        await using var proxy = await ProxyUnderTest.Start();
        proxy.Vendor.Answer = http =>
        {
            http.Response.Headers.SetCookie = Session + life;
            return http.Response.WriteAsync("x");
        };
        var answer = await proxy.Send(Wire.Head("GET", "/ma/form/message"));
        Assert.Equal("mautic." + Session + passed + "; secure; samesite=lax", answer.Header("Set-Cookie"));
    }

    [Theory]
    [InlineData("/ma/mtc/event", "public, max-age=86400", false, "no-store")]
    [InlineData("/ma/mtc.js", "public, max-age=86400", false, "private, max-age=300")]
    [InlineData("/ma/mtc.js", "public, max-age=86400, no-cache=\"Set-Cookie\"", false, "private, max-age=300")]
    [InlineData("/ma/mtc.js", "no-cache", false, "private, no-cache")]
    [InlineData("/ma/form/3", "public, max-age=86400", true, "private, no-cache")]
    [InlineData("/ma/media/css/a.css", "public, max-age=86400", false, "public, max-age=86400")]
    public async Task What_is_one_visitors_stays_out_of_caches_that_others_read(string path, string said, bool setsCookie, string passed)
    {
        var answer = await Answer(path, http =>
        {
            http.Response.Headers.CacheControl = said;
            http.Response.Headers.Expires = "Fri, 31 Dec 2100 23:59:59 GMT";
            if (setsCookie)
                http.Response.Headers.SetCookie = "mtc_id=7";
            return http.Response.WriteAsync("x");
        });
        Assert.Equal(passed, answer.Header("Cache-Control"));
        Assert.Equal(passed == said, answer.Header("Expires") is not null);
    }

    [Fact]
    public async Task Only_listed_headers_pass_and_none_that_belongs_to_the_vendors_connection()
    {
        var answer = await Answer("/mp/track", http =>
        {
            var headers = http.Response.Headers;
            headers.Server = "nginx/1.2.3";
            headers.XPoweredBy = "PHP/8.1";
            headers.Via = "1.1 google";
            headers["X-Debug-Token"] = "x";
            headers["X-Request-Id"] = "x";
            headers.AccessControlAllowOrigin = "*";
            headers.StrictTransportSecurity = "max-age=1";
            headers["Alt-Svc"] = "h3=\":443\"";
            headers["NEL"] = "{}";
            headers["Report-To"] = "{\"endpoints\":[]}";
            headers["Clear-Site-Data"] = "\"*\"";
            headers["Accept-CH"] = "Sec-CH-UA-Full-Version-List";
            headers["Refresh"] = "0;url=https://evil.example/";
            headers["Link"] = "<https://evil.example/x.js>; rel=preload";
            headers["Content-Language"] = "de";
            headers.Connection = "Content-Language";
            headers.ETag = "\"1\"";
            http.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = "jane.doe@example.com";
            return http.Response.WriteAsync("1");
        });
        var names = answer.Headers.Select(h => h.Key).Order(StringComparer.OrdinalIgnoreCase);
        Assert.Equal(
            ["Access-Control-Allow-Credentials", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Cache-Control",
             "Content-Length", "Content-Security-Policy", "Cross-Origin-Resource-Policy", "Date", "ETag", "Referrer-Policy", "Vary",
             "X-Content-Type-Options", "X-Frame-Options"],
            names);
    }

    [Fact]
    public async Task The_reason_phrase_of_the_vendor_is_not_passed()
    {
        await using var vendor = BrokenVendor.Closing("HTTP/1.1 200 jane.doe@example.com\r\nContent-Length: 1\r\n\r\n1");
        await using var proxy = await ProxyUnderTest.Start(ProxyUnderTest.DefaultSettings.Replace("VENDOR", vendor.Url, StringComparison.Ordinal));
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(proxy.Url.Host, proxy.Url.Port);
        await client.GetStream().WriteAsync(Wire.Post("/mp/track", Wire.Json, Wire.Event));
        using var reader = new StreamReader(client.GetStream());
        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync());
    }

    [Theory]
    [InlineData("/mp/track", "default-src 'none'; frame-ancestors 'none'; sandbox", "DENY", "no-referrer", "same-site")]
    [InlineData("/mp/libs/mixpanel.min.js", "default-src 'none'; frame-ancestors 'none'; sandbox", null, "no-referrer", "same-site")]
    [InlineData("/ma/mtc.js", "default-src 'none'; frame-ancestors 'none'; sandbox", null, "no-referrer", "same-site")]
    [InlineData("/ma/form/3", null, null, "strict-origin-when-cross-origin", null)]
    [InlineData("/ma/spring-sale", null, null, "strict-origin-when-cross-origin", null)]
    public async Task Security_headers_follow_the_kind_of_the_endpoint(string path, string? policy, string? frames, string referrer, string? resource)
    {
        var answer = await Answer(path, http => http.Response.WriteAsync("x"));
        Assert.Equal(200, answer.Status);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal(policy, answer.Header("Content-Security-Policy"));
        Assert.Equal(frames, answer.Header("X-Frame-Options"));
        Assert.Equal(referrer, answer.Header("Referrer-Policy"));
        Assert.Equal(resource, answer.Header("Cross-Origin-Resource-Policy"));
    }

    [Fact]
    public async Task A_redirect_of_a_page_is_passed_and_not_followed()
    {
        var answer = await Answer("/ma/r/abc123", http =>
        {
            http.Response.Redirect("https://www.shop.test/sale?ct=1");
            return Task.CompletedTask;
        });
        Assert.Equal((302, "https://www.shop.test/sale?ct=1"), (answer.Status, answer.Header("Location")));
    }

    [Theory]
    [InlineData("/ma/mtc/event", 307)]
    [InlineData("/mp/track", 308)]
    [InlineData("/ma/mtracking.gif", 302)]
    [InlineData("/ma/mtc.js", 301)]
    public async Task A_browser_is_not_sent_to_the_vendor_itself_by_a_redirect_of_an_event_or_script(string path, int status)
    {
        var answer = await Answer(path, http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = "https://mautic.shop.example" + path;
            return Task.CompletedTask;
        });
        Assert.Equal((502, null), (answer.Status, answer.Header("Location")));
        Assert.Equal(Origin, answer.Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("204 No Content\r\nContent-Length: 5\r\n\r\nhello", 204, "")]
    [InlineData("205 Reset Content\r\nContent-Length: 5\r\n\r\nhello", 205, "")]
    [InlineData("304 Not Modified\r\nContent-Length: 5\r\n\r\n", 304, "")]
    [InlineData("099 Early\r\nContent-Length: 2\r\n\r\n{}", 502, "The vendor did not answer.\n")]
    [InlineData("999 Late\r\nContent-Length: 2\r\n\r\n{}", 502, "The vendor did not answer.\n")]
    [InlineData("200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\nX-Trailer: t\r\n\r\n", 200, "abcd")]
    public async Task An_answer_whose_framing_contradicts_itself_is_an_answer_still(string sent, int status, string body)
    {
        await using var vendor = BrokenVendor.Closing("HTTP/1.1 " + sent);
        await using var proxy = await ProxyUnderTest.Start(ProxyUnderTest.DefaultSettings.Replace("VENDOR", vendor.Url, StringComparison.Ordinal));
        foreach (var request in new[] { Wire.Post("/mp/track", Wire.Json, Wire.Event), Wire.Get("/mp/libs/a.js"), Wire.Get("/ma/form/3") })
        {
            var answer = await proxy.Send(request);
            Assert.Equal((status, body), (answer.Status, answer.BodyText));
            Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        }
    }

    [Fact]
    public async Task A_page_of_the_vendors_keeps_its_own_framing_and_content_policy()
    {
        var answer = await Answer("/ma/spring-sale", http =>
        {
            http.Response.Headers.ContentSecurityPolicy = new(["script-src 'self'", "object-src 'none'"]);
            http.Response.Headers.XFrameOptions = "SAMEORIGIN";
            return http.Response.WriteAsync("<p>Sale</p>");
        });
        Assert.Equal("SAMEORIGIN", answer.Header("X-Frame-Options"));
        Assert.Equal(
            ["script-src 'self'", "object-src 'none'"],
            answer.Headers.Where(h => h.Key == "Content-Security-Policy").Select(h => h.Value));
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("gzip", "gzip")]
    [InlineData("GZIP", "GZIP")]
    public async Task Content_codings_pass_if_they_are_some(string sent, string? passed)
    {
        var answer = await Answer("/ma/mtracking.gif", http =>
        {
            http.Response.Headers.ContentEncoding = sent;
            return http.Response.Body.WriteAsync("GIF"u8.ToArray()).AsTask();
        });
        Assert.Equal((passed, "GIF"), (answer.Header("Content-Encoding"), answer.BodyText));
    }

    [Fact]
    public async Task A_head_request_has_the_headers_and_no_body()
    {
        await using var proxy = await ProxyUnderTest.Start();
        proxy.Vendor.Answer = http =>
        {
            http.Response.ContentLength = 5;
            return Task.CompletedTask;
        };
        var answer = await proxy.Send(Wire.Head("HEAD", "/ma/mtc.js", Wire.Consent));
        Assert.Equal((200, "5"), (answer.Status, answer.Header("Content-Length")));
        Assert.Equal("HEAD", Assert.Single(proxy.Vendor.Received).Method);
    }

    [Fact]
    public async Task A_304_passes_without_body()
    {
        var answer = await Answer("/ma/mtc.js", http =>
        {
            http.Response.StatusCode = 304;
            http.Response.Headers.ETag = "\"1\"";
            return Task.CompletedTask;
        });
        Assert.Equal((304, "\"1\""), (answer.Status, answer.Header("ETag")));
    }

    private static async Task<RawAnswer> Answer(string path, Func<HttpContext, Task> vendor)
    {
        await using var proxy = await ProxyUnderTest.Start();
        proxy.Vendor.Answer = vendor;
        var origin = "Origin: " + Origin;
        var answer = await proxy.Send(path is "/mp/track" or "/ma/mtc/event"
            ? Wire.Post(path, path == "/mp/track" ? Wire.Json : Wire.Form, path == "/mp/track" ? Wire.Event : "page_title=x", origin)
            : Wire.Get(path, origin));
        Assert.Single(proxy.Vendor.Received);
        return answer;
    }
}
