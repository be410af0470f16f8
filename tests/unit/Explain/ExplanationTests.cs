using System.Text;
using PrivacyProxy.Tests.Settings;
using Xunit;

namespace PrivacyProxy.Tests.Explain;

/// <summary><c>check --request FILE</c> tells what becomes of each field of a recorded request, and never says a value.</summary>
public sealed class ExplanationTests
{
    private const string Canary = "canary.person@example.com";

    [Fact]
    public async Task Fields_of_a_forwarded_request_are_named_with_what_is_done_to_them()
    {
        using var settings = new CheckedSettings();
        var (code, output) = await settings.Explain(Encoding.UTF8.GetBytes(Request("consent=analytics")));
        Assert.Equal(0, code);
        Assert.Equal(
            """
            POST, site shop, vendor mixpanel, endpoint track
            Forwarded. Of query and body, what is not listed leaves as it came; of headers and cookies, only what the vendor's profile names leaves at all.
              query    ip                                       removed
              body     [0].properties.$current_url              cleaned
              body     [0].properties.distinct_id               pseudonymised
              body     [0].properties.email                     removed
              body     [0].properties.note                      personal parts replaced
              body     [0].properties.$screen_width             coarsened to its class

            """.ReplaceLineEndings("\n"), output);
        Assert.DoesNotContain("canary", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_cannot_write_to_the_terminal()
    {
        using var settings = new CheckedSettings();
        var request = Request("consent=analytics").Replace("\"price\":9.5", """
            "a\u001b[2J\u009b\nb\u202e":{"email":"x"}
            """, StringComparison.Ordinal);
        var (code, output) = await settings.Explain(Encoding.UTF8.GetBytes(request));
        Assert.Equal(0, code);
        Assert.Contains("[0].properties.a\ufffd[2J\ufffd\ufffdb\ufffd.email", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    [Theory]
    [InlineData("consent=", "Dropped by read_consent: consent_refused.")]
    [InlineData("other=1", "Dropped by read_consent: consent_undecided.")]
    public async Task Request_that_is_stopped_is_told_by_step_and_reason(string cookie, string expected)
    {
        using var settings = new CheckedSettings();
        var (code, output) = await settings.Explain(Encoding.UTF8.GetBytes(Request(cookie)));
        Assert.Equal(0, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.DoesNotContain("body", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "request line")]
    [InlineData("hello\n\n", "request line")]
    [InlineData("GET http://www.shop.example/mp/track HTTP/1.1\n\n", "request line")]
    [InlineData("GET /mp/track HTTP/1.1\n{\"event\"\n\n", "colon")]
    [InlineData("GET /mp/track HTTP/1.1\n\n", "Host")]
    public async Task What_is_no_recorded_request_is_told_apart(string text, string expected)
    {
        using var settings = new CheckedSettings();
        var (code, output) = await settings.Explain(Encoding.UTF8.GetBytes(text));
        Assert.Equal(1, code);
        Assert.StartsWith("This is no recorded request. ", output, StringComparison.Ordinal);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_is_not_there_is_a_problem()
    {
        using var settings = new CheckedSettings();
        var (code, output) = await settings.Explain(null);
        Assert.Equal(1, code);
        Assert.Contains("is not there. Wanted is a file with a request line", output, StringComparison.Ordinal);
    }

    private static string Request(string cookie) =>
        $$$"""
        POST /mp/track/?ip=1&verbose=1&_=1795282259485 HTTP/1.1
        Host: www.shop.example
        User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36
        Accept: */*
        Content-Type: application/json
        Cookie: {{{cookie}}}

        [{"event":"Buy","properties":{"$current_url":"https://www.shop.example/p?email={{{Canary}}}","distinct_id":"{{{Canary}}}","email":"{{{Canary}}}","note":"from {{{Canary}}}","$screen_width":1921,"price":9.5,"token":"b3b1e6c8d9f04a5e8c7d6b5a49382716"}}]
        """.ReplaceLineEndings("\r\n");
}
