using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PrivacyProxy.Geo;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Leaks;

/// <summary>
/// Personal data that stands nowhere else is sent in every place, under every encoding, and to every end that a request
/// can have; afterwards it is found nowhere.
/// </summary>
public sealed class LeakTests
{
    private const string Refusal = "Cookie: consent=none";

    [Fact]
    public async Task Nothing_personal_reaches_a_vendor_or_is_told_when_requests_are_forwarded()
    {
        var forwarded = await FindNoLeak(ProxyUnderTest.DefaultSettings, Wire.Consent);
        Assert.True(forwarded > 500, $"Only {forwarded} requests reached a vendor: the matrix would prove nothing.");
    }

    [Fact]
    public async Task Nothing_at_all_reaches_a_vendor_and_nothing_personal_is_told_without_consent() =>
        Assert.Equal(0, await FindNoLeak(ProxyUnderTest.DefaultSettings, Refusal));

    [Fact]
    public async Task Nothing_personal_is_told_when_requests_are_refused() => Assert.Equal(
        0, await FindNoLeak(ProxyUnderTest.DefaultSettings.Replace("www.shop.test\"]", "elsewhere.test\"]", StringComparison.Ordinal), Wire.Consent));

    [Fact]
    public async Task Nothing_personal_is_told_when_vendors_fail() => Assert.Equal(
        0, await FindNoLeak(ProxyUnderTest.DefaultSettings.Replace("VENDOR", BrokenVendor.ClosedUrl(), StringComparison.Ordinal), Wire.Consent));

    [Fact]
    public async Task Nothing_personal_is_told_when_a_step_throws() => Assert.Equal(0, await FindNoLeak(
        ProxyUnderTest.DefaultSettings,
        Wire.Consent,
        services => services.AddSingleton(new PlaceLookup(_ => throw new InvalidOperationException(string.Join(' ', Canary.All.Select(c => c.Value)))))));

    [Theory]
    [InlineData("event", "**.note", "keep", "e-mail")]
    [InlineData("event", "**.$name", "keep", "name")]
    [InlineData("event", "**.$screen_width", "keep", "screen")]
    [InlineData("hit", "page_title", "keep", "phone")]
    public async Task The_search_finds_what_a_loosened_rule_lets_through(string rules, string field, string rule, string kind)
    {
        var vendor = rules == "hit" ? "\"mautic\": {" : "\"mixpanel\": {";
        var settings = ProxyUnderTest.DefaultSettings.Replace(
            vendor,
            $$"""{{vendor}} "Overrides": [ { "Rules": "{{rules}}", "Field": "{{field}}", "Rule": "{{rule}}", "Reason": "to see whether the search finds it" } ],""",
            StringComparison.Ordinal);
        await using var proxy = await ProxyUnderTest.Start(settings);
        var (leaks, _) = await Search(proxy, Wire.Consent);
        Assert.Contains(leaks, l => l.StartsWith(kind, StringComparison.Ordinal));
    }

    [Fact]
    public void The_search_reads_every_encoding_that_is_sent()
    {
        foreach (var canary in Canary.ByForm)
        {
            foreach (var (name, encode) in Encodings.All)
                Assert.True(DecodedForms.Hold(Encoding.UTF8.GetBytes(encode(canary.Value)), canary.Needle), $"{canary.Kind} as {name}");
        }
    }

    private static async Task<int> FindNoLeak(string settings, string consent, Action<IServiceCollection>? adjust = null)
    {
        using var watch = new LeakWatch();
        await using var proxy = await ProxyUnderTest.Start(settings, adjust);
        var (leaks, forwarded) = await Search(proxy, consent);
        var told = DecodedForms.Of(watch.Told(proxy));
        foreach (var canary in Canary.All.Where(c => c.Needle.Length > 4))
        {
            if (told.FirstOrDefault(t => t.Contains(canary.Needle, StringComparison.OrdinalIgnoreCase)) is { } where)
            {
                var start = where.IndexOf(canary.Needle, StringComparison.OrdinalIgnoreCase);
                leaks.Add($"{canary.Kind} in what the process tells: {where[Math.Max(0, start - 200)..Math.Min(where.Length, start + 100)]}");
            }
        }

        Assert.True(leaks.Count == 0, $"{leaks.Count} leaks:\n{string.Join('\n', leaks.Take(200))}");
        Assert.DoesNotContain(proxy.Log.Lines, l => l.Contains("   at ", StringComparison.Ordinal));
        return forwarded;
    }

    private static async Task<(List<string> Leaks, int Forwarded)> Search(ProxyUnderTest proxy, string consent)
    {
        var leaks = new List<string>();
        var forwarded = 0;
        foreach (var canary in Canary.ByForm)
        {
            foreach (var (encoding, encode) in Encodings.All)
            {
                foreach (var (surface, request) in Surfaces.WithValue(encode(canary.Value), consent))
                    await Try(canary, $"{surface} as {encoding}", request);
            }
        }

        foreach (var (canary, mixpanel, mautic) in Canary.ByField)
        {
            foreach (var (surface, request) in Surfaces.WithField(mixpanel, mautic, canary.Value, consent))
                await Try(canary, surface, request);
        }

        return (leaks, forwarded);

        async Task Try(Canary canary, string where, byte[] request)
        {
            proxy.Vendor.Forget();
            var answer = await proxy.Send(request);
            foreach (var received in proxy.Vendor.Received)
            {
                forwarded++;
                if (DecodedForms.Hold(Encoding.Latin1.GetBytes(received.Everything), canary.Needle))
                    leaks.Add($"{canary.Kind}: {where}: {received.Everything.ReplaceLineEndings(" | ")}");
            }

            // An allowed origin is the only thing that an answer repeats.
            var text = string.Join('\n', answer.Headers.Select(h => $"{h.Key}: {h.Value}")) + answer.BodyText;
            if (DecodedForms.Hold(Encoding.UTF8.GetBytes(text), canary.Needle))
                leaks.Add($"{canary.Kind}: {where}: answer {text}");
        }
    }
}
