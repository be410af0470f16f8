using System.Collections.Frozen;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PrivacyProxy.Redaction;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

public sealed class UrlCleanerTests
{
    private static readonly UrlCleaner Balanced =
        new(new UrlRules(KeepCampaignParameters: true) { SiteHosts = ["www.shop.example", "blog.shop.example"] });

    private static readonly UrlCleaner Strict = new(new UrlRules(KeepCampaignParameters: false)
    {
        SiteHosts = ["www.shop.example"],
        RemoveExternal = true,
    });

    public static TheoryData<string, string> Cleaned
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var row in TextTable.Rows("values/urls.txt"))
                rows.Add(row[0], row[1]);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Cleaned))]
    public void Cleans_a_url(string url, string sent)
    {
        Assert.Equal(sent, Clean(Balanced, url));
        Assert.Equal(sent, Clean(Balanced, sent));
    }

    [Fact]
    public void Strict_rules_remove_the_whole_query() =>
        Assert.Equal("https://www.shop.example/a", Clean(Strict, "https://www.shop.example/a?utm_source=news&x=1"));

    [Fact]
    public void Keeps_the_parameters_that_the_operator_named()
    {
        var cleaner = new UrlCleaner(new UrlRules(false) { KeptParameters = FrozenSet.ToFrozenSet(["variant"]) });
        Assert.Equal("/a?variant=b", Clean(cleaner, "/a?x=1&Variant=b&utm_source=c"));
        Assert.Equal("/a?variant=[email]", Clean(cleaner, "/a?variant=jane@example.com"));
    }

    [Fact]
    public void A_field_may_have_its_own_rule_for_parameters()
    {
        using var output = new ByteBuffer();
        var rules = default(KeepClickthrough);
        Balanced.Clean("https://www.shop.example/?%63t=a%26b&ct=2&x=1&utm_source=n"u8, output, ref rules);
        Assert.Equal("https://www.shop.example/?ct=kept%20a%26b&utm_source=n", Encoding.UTF8.GetString(output.Span));
    }

    [Theory]
    [InlineData("https://www.google.com/search?q=jane+doe", "https://www.google.com/")]
    [InlineData("https://WWW.Google.com", "https://www.google.com/")]
    [InlineData("https://jane:pw@x.example:8443/a", "https://x.example:8443/")]
    [InlineData("http://x.example:80/a", "http://x.example/")]
    [InlineData("android-app://com.google.android.gm/x", "android-app://com.google.android.gm/")]
    [InlineData("//x.example/a", "//x.example/")]
    [InlineData("https://203.0.113.7/a", "https://[ip]/")]
    [InlineData("www.google.com", "www.google.com")]
    [InlineData("Google.com:443/search?q=x", "google.com")]
    [InlineData("203.0.113.7", "[ip]")]
    [InlineData("https://www.shop.example/a?x=1&utm_source=n", "https://www.shop.example/a?utm_source=n")]
    [InlineData("https://blog.shop.example/a?x=1", "https://blog.shop.example/a")]
    [InlineData("https://evil.www.shop.example/a?x=1", "https://evil.www.shop.example/")]
    [InlineData("https://request.example/a?x=1", "https://request.example/a")]
    [InlineData("www.shop.example", "www.shop.example")]
    [InlineData("/checkout?x=1", "/checkout")]
    [InlineData("$direct", "$direct")]
    [InlineData("", "")]
    [InlineData("mailto:jane@example.com", "")]
    [InlineData("https:///", "")]
    public void Cuts_an_external_url_down_to_its_origin(string url, string sent)
    {
        Assert.Equal(sent, OriginOnly(Balanced, url));
        Assert.Equal(sent, OriginOnly(Balanced, sent));
    }

    [Theory]
    [InlineData("https://www.google.com/search?q=x", "")]
    [InlineData("www.google.com", "")]
    [InlineData("https://www.shop.example/a?x=1", "https://www.shop.example/a")]
    [InlineData("$direct", "$direct")]
    public void Writes_nothing_for_an_external_url_under_strict_rules(string url, string sent) =>
        Assert.Equal(sent, OriginOnly(Strict, url));

    [Theory]
    [InlineData("see https://www.shop.example/a?email=jane, or not", "see https://www.shop.example/a, or not")]
    [InlineData("<a href=\"http://x.example/?a=b\">", "<a href=\"http://x.example/\">")]
    [InlineData("HTTP://X.example and https://y.example/#z.", "http://x.example and https://y.example/.")]
    [InlineData("no url here", null)]
    [InlineData("fine: https://www.shop.example/a", null)]
    [InlineData("ftp://x/y?z", null)]
    public void Cleans_the_urls_in_a_text(string text, string? sent)
    {
        using var output = new ByteBuffer();
        Assert.Equal(sent is not null, Balanced.TryCleanUrlsInText(Encoding.UTF8.GetBytes(text), output));
        Assert.Equal(sent ?? "", Encoding.UTF8.GetString(output.Span));
    }

    [Theory]
    [InlineData("https://x.example", true)]
    [InlineData("myapp://x", true)]
    [InlineData("www.x.example", true)]
    [InlineData("//x.example/a", true)]
    [InlineData("// remark", false)]
    [InlineData("see https://x.example", false)]
    [InlineData("/a/b", false)]
    [InlineData("Chrome", false)]
    [InlineData("", false)]
    public void Knows_a_url_when_it_sees_one(string value, bool expected) =>
        Assert.Equal(expected, UrlCleaner.LooksLikeUrl(Encoding.UTF8.GetBytes(value)));

    [Fact]
    public void Cleaning_twice_is_cleaning_once() => Prop.ForAll(Hostile, url =>
    {
        var once = Clean(Balanced, url);
        return (Clean(Balanced, once) == once).Label($"{url} -> {once} -> {Clean(Balanced, once)}");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20000));

    [Fact]
    public void Cutting_down_twice_is_cutting_down_once() => Prop.ForAll(Hostile, url =>
    {
        var once = OriginOnly(Balanced, url);
        return (OriginOnly(Balanced, once) == once).Label($"{url} -> {once} -> {OriginOnly(Balanced, once)}");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20000));

    [Fact]
    public void No_planted_email_survives() => Prop.ForAll(Hostile, url =>
    {
        var sent = Clean(Balanced, url + "/canary%40example.com/x?utm_source=canary@example.com&y=canary#canary");
        return !sent.Contains("canary", StringComparison.OrdinalIgnoreCase);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Never_throws_and_never_grows_without_bound() => Prop.ForAll<byte[]>(url =>
    {
        using var output = new ByteBuffer();
        Balanced.Clean(url, output);
        Balanced.OriginOnly(url, output);
        Balanced.TryCleanUrlsInText(url, output);
        return output.Length <= 100 + (url.Length * 32);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData("https://x.example/", "%25")]
    [InlineData("https://x.example/", "/")]
    [InlineData("https://x.example/", ";")]
    [InlineData("https://x.example/?", "&utm_source=")]
    [InlineData("https://x.example/?utm_source=", "%25")]
    [InlineData("https://x.example/?utm_source=", "http://")]
    [InlineData("https://x.example/?", "&")]
    [InlineData("https://", "a.")]
    [InlineData("https://", "@")]
    [InlineData("", "%2F")]
    [InlineData("", "http%3A%2F%2F")]
    [InlineData("", "http://a ")]
    [InlineData("", "://")]
    public void Its_cost_grows_with_the_bytes(string start, string piece)
    {
        var url = Encoding.UTF8.GetBytes(start + string.Concat(Enumerable.Repeat(piece, 500_000 / piece.Length)));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var output = new ByteBuffer();
        Balanced.Clean(url, output);
        Balanced.OriginOnly(url, output);
        Balanced.TryCleanUrlsInText(url, output);
        // A quadratic walk would take many minutes.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
    }

    private static readonly Arbitrary<string> Hostile = Gen.Elements(
            "https:", "http:", "//", "/", "\\", "?", "&", ";", "=", "#", "@", ":", ".", "..", "%", "%2F", "%3B", "%3F", "%25", "%40", "%FF", "+", " ", "\t",
            "www.", "shop.example", "www.shop.example", "Jane", "jane@x.org", "utm_source", "%75tm_medium", "utm_term", "203.0.113.7", "[", "]", "[id]",
            "[email]", "100234", "80", "443", "mailto:", "javascript:", "app:", "https%3A%2F%2Fx.org%2Fa%3Fb", "550e8400-e29b-41d4-a716-446655440000",
            "é", "$direct", "xn--", "4bf92f3577b34da6", "http://y.org/?utm_source=http://z.org")
        .ArrayOf().Select(pieces => string.Concat(pieces)).ToArbitrary();

    private static string Clean(UrlCleaner cleaner, string url)
    {
        using var output = new ByteBuffer();
        cleaner.Clean(Encoding.UTF8.GetBytes(url), output);
        return Encoding.UTF8.GetString(output.Span);
    }

    private static string OriginOnly(UrlCleaner cleaner, string url)
    {
        using var output = new ByteBuffer();
        cleaner.OriginOnly(Encoding.UTF8.GetBytes(url), output, requestHost: "request.example:8080"u8);
        return Encoding.UTF8.GetString(output.Span);
    }

    private readonly struct KeepClickthrough : IParameterRules
    {
        public bool TryWrite(ReadOnlySpan<byte> decodedName, ReadOnlySpan<byte> decodedValue, ByteBuffer decodedOutput)
        {
            if (!decodedName.SequenceEqual("ct"u8))
                return false;
            decodedOutput.Append("kept "u8);
            decodedOutput.Append(decodedValue);
            return true;
        }
    }
}
