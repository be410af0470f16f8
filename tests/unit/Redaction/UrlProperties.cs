using System.Collections.Frozen;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PrivacyProxy.Redaction;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

/// <summary>What holds for every cleaned URL, as a browser or a vendor would read it.</summary>
public sealed class UrlProperties
{
    private static readonly UrlCleaner s_cleaner = new(new UrlRules(KeepCampaignParameters: true)
    {
        SiteHosts = ["www.shop.example"],
        KeptParameters = FrozenSet.ToFrozenSet(["next", "url", "variant"]),
    });

    private static readonly string[] s_canaries =
    [
        "canary@example.com", "canary%40example.com", "canary%2540example.com", "canary(at)example.com", "Y2FuYXJ5QGV4YW1wbGUuY29t",
        "203.0.113.77", "203%2E0%2E113%2E77", "eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOjF9.c2lnbmF0dXJl", "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
        "+49 171 2034077", "4111-1111-1111-1111", "00:1A:2B:3C:4D:5E",
    ];

    private static readonly string[] s_secretsOfCanaries =
    [
        "canary", "Y2FuYXJ5", "203.0.113.77", "203%2E0", "eyJj", "4eC39HqLyjWDarjtT1zdp7dc", "2034077", "1111-1111", "1A:2B:3C",
    ];

    // Where something can stand in a URL; {0} is what stands there.
    private static readonly string[] s_places =
    [
        "https://www.shop.example/{0}", "https://www.shop.example/a/{0}/b", "https://{0}@www.shop.example/", "https://www.shop.example/#{0}",
        "https://www.shop.example/?utm_source={0}", "https://www.shop.example/?email={0}", "https://www.shop.example/?next=/a/{0}",
        "https://www.shop.example/?next=/a?email={0}", "https://www.shop.example/?next=https%3A%2F%2Fx.example%2F%3Femail%3D{0}",
        "https://www.shop.example/?url=https://{0}@x.example/", "https://www.shop.example/a;x={0}", "https://www.shop.example/a&x={0}",
        "https://www.shop.example/a%3Fx={0}", "https://www.shop.example/a%2F{0}", "/a/{0}", "//x.example/{0}", "https:\\\\www.shop.example\\{0}",
        "ht\ttps://www.shop.example/{0}", "https://www.shop.example/a/../{0}", "https://www.shop.example/a/%2e%2e/{0}", "www.shop.example/{0}?{0}",
    ];

    [Fact]
    public void A_canary_is_gone_from_every_place()
    {
        foreach (var place in s_places)
        {
            foreach (var canary in s_canaries)
            {
                var url = place.Replace("{0}", canary, StringComparison.Ordinal);
                var sent = Clean(url);
                foreach (var secret in s_secretsOfCanaries)
                    Assert.False(sent.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{url} -> {sent}");
            }
        }
    }

    [Fact]
    public void A_target_of_a_redirect_is_cleaned_to_any_depth()
    {
        var url = "https://x.example/reset?token=canary";
        for (var depth = 0; depth < 8; depth++)
        {
            url = "https://www.shop.example/go?next=" + Uri.EscapeDataString(url);
            Assert.DoesNotContain("canary", Clean(url), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("aHR0cHM6Ly94LmV4YW1wbGUvP2VtYWlsPWNhbmFyeQ==")]
    [InlineData("aHR0cHM6Ly94LmV4YW1wbGUvP2VtYWlsPWNhbmFyeQ%3D%3D")]
    [InlineData("L3Jlc2V0P3Rva2VuPWNhbmFyeQ")]
    public void A_target_in_base64_is_cleaned(string target)
    {
        var sent = Clean("https://www.shop.example/go?next=" + target);
        Assert.DoesNotContain("token", Uri.UnescapeDataString(sent), StringComparison.Ordinal);
        Assert.DoesNotContain("email", Uri.UnescapeDataString(sent), StringComparison.Ordinal);
        Assert.DoesNotContain("aHR0", sent, StringComparison.Ordinal);
    }

    [Fact]
    public void As_a_browser_reads_it_there_is_no_user_no_fragment_and_no_unlisted_parameter() => Prop.ForAll(Urls, url =>
    {
        var sent = Clean(url);
        if (!Uri.TryCreate(sent, UriKind.Absolute, out var read) || read.Scheme is not ("http" or "https"))
            return true.ToProperty();
        var names = read.Query.TrimStart('?').Split(['&', ';'], StringSplitOptions.RemoveEmptyEntries).Select(p => Uri.UnescapeDataString(p.Split('=')[0]));
        return (read.UserInfo.Length == 0 && read.Fragment.Length == 0
            && names.All(name => CampaignParameters.Names.Contains(name) || name is "next" or "url" or "variant")).Label($"{url} -> {sent}");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    /// <summary>
    /// But for a segment of white space alone, inside of a URL inside of a URL: it is dropped where it stands raw and kept
    /// where it is escaped, and each cleaning takes a layer of escapes off.
    /// </summary>
    [Fact]
    public void Cleaning_twice_is_cleaning_once() => Prop.ForAll(Urls, url =>
    {
        var once = Clean(url);
        return (Clean(once) == once || once.Contains("%20%2F", StringComparison.Ordinal)).Label($"{url} -> {once} -> {Clean(once)}");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(40000));

    [Fact]
    public void What_is_written_is_bounded_by_what_was_read() => Prop.ForAll(Urls, url =>
        Clean(url).Length <= 100 + (Encoding.UTF8.GetByteCount(url) * 12)).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void A_clean_url_costs_no_allocation()
    {
        using var output = new ByteBuffer(4096);
        var rules = new KeepShort(4);
        byte[][] urls =
        [
            "https://www.shop.example/products/blue-shoes?utm_source=news"u8.ToArray(), "https://x.example/a?b=c&utm_medium=mail&ct=1"u8.ToArray(),
            "/checkout"u8.ToArray(), "$direct"u8.ToArray(),
        ];
        long allocated = 0;
        for (var round = 0; round < 2; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var url in urls)
            {
                output.Clear();
                s_cleaner.Clean(url, output);
                s_cleaner.Clean(url, output, ref rules);
                s_cleaner.OriginOnly(url, output, "www.shop.example"u8);
            }
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Equal(0, allocated);
    }

    private static readonly Arbitrary<string> Urls = Gen.Elements(
            "https://", "http:", "//", "/", "\\", "?", "&", ";", ",", "=", "#", "@", ":", "..", ".", "%", "%2F", "%252F", "%3F", "%26", "%3D", "%23", "%40", "%09",
            "\t", "\n", " ", "www.shop.example", "x.org", "users", "jane", "reset", "8f7a9b", "token", "next", "url", "variant", "utm_source", "%75tm_medium",
            "email", "Y2FuYXJ5QGV4YW1wbGUuY29t", "aHR0cHM6Ly94LmV4YW1wbGUvP2E9Yg", "203.0.113.7", "[user]", "[id]", "100234", "80", "javascript:", "https%3A%2F%2Fx.org%2Fa%3Fb=c",
            "é", "％", "。", "１", "xn--a", "+49 171 1234567", "(at)", "next=", "url=/")
        .ArrayOf().Select(pieces => string.Concat(pieces)).ToArbitrary();

    private static string Clean(string url)
    {
        using var output = new ByteBuffer();
        s_cleaner.Clean(Encoding.UTF8.GetBytes(url), output);
        return Encoding.UTF8.GetString(output.Span);
    }

    private readonly struct KeepShort(int longest) : IParameterRules
    {
        public bool TryWrite(ReadOnlySpan<byte> decodedName, ReadOnlySpan<byte> decodedValue, ByteBuffer decodedOutput)
        {
            if (decodedName.Length > longest)
                return false;
            decodedOutput.Append("<"u8);
            decodedOutput.Append(decodedValue);
            return true;
        }
    }
}
