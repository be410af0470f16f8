using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PrivacyProxy.Redaction;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

public sealed class PersonalDataTests
{
    private const string Canary = "jane.canary@example.com";

    public static TheoryData<string, string> Replaced
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var row in TextTable.Rows("values/replaced.txt"))
                rows.Add(row[0], row[1]);
            return rows;
        }
    }

    public static TheoryData<string> Kept => [.. TextTable.Rows("values/kept.txt").Select(row => row[0])];

    [Theory]
    [MemberData(nameof(Replaced))]
    public void Replaces_what_is_personal_by_its_class(string value, string sent)
    {
        Assert.Equal(sent, Replace(value));
        Assert.True(PersonalData.Contains(Encoding.UTF8.GetBytes(value)));
        Assert.Null(Replace(sent));
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public void Keeps_what_is_not_personal(string value)
    {
        Assert.Null(Replace(value));
        Assert.False(PersonalData.Contains(Encoding.UTF8.GetBytes(value)));
    }

    public static TheoryData<string> Disguises =>
    [
        Canary,
        "see " + Canary + " there",
        Canary.Replace("@", "%40", StringComparison.Ordinal),
        Canary.Replace("@", "%2540", StringComparison.Ordinal),
        Canary.Replace("@", "%252540", StringComparison.Ordinal),
        Canary.Replace("@", "\\u0040", StringComparison.Ordinal),
        Canary.Replace("@", "\\\\u0040", StringComparison.Ordinal),
        Canary.Replace("@", "&#64;", StringComparison.Ordinal),
        Canary.Replace("@", "&#x40;", StringComparison.Ordinal),
        Canary.Replace("@", "=40", StringComparison.Ordinal),
        Canary.Replace("@", "＠", StringComparison.Ordinal),
        string.Concat(Canary.Select(letter => $"%{(int)letter:x2}")),
        string.Concat(Canary.Select(letter => $"&#{(int)letter};")),
        string.Concat(Canary.Select(letter => $"\\u{(int)letter:x4}")),
        Base64(Canary),
        Base64(Canary).TrimEnd('='),
        Base64Url(Canary),
        Base64("ÿ~~~??>>" + Canary).Replace('+', ' '),
        Base64(Base64(Canary)),
        Base64(Base64(Base64(Canary))),
        Base64(Base64(Base64(Base64(Base64(Canary))))),
        Uri.EscapeDataString(Base64(Canary)),
        Base64(Uri.EscapeDataString(Canary)),
        Base64("{\"user\":{\"mail\":\"" + Canary + "\"}}"),
        Base64("a:1:{s:5:\"email\";s:23:\"" + Canary + "\";}"),
        Convert.ToHexString(Encoding.UTF8.GetBytes(Canary)),
        Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Canary)),
        "0x" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Canary)),
    ];

    [Theory]
    [MemberData(nameof(Disguises))]
    public void Finds_an_email_in_every_disguise(string value)
    {
        var sent = Replace(value);
        Assert.NotNull(sent);
        Assert.DoesNotContain("canary", sent, StringComparison.OrdinalIgnoreCase);
        Assert.True(sent.Contains("[email]", StringComparison.Ordinal) || sent == "[encoded]");
    }

    [Fact]
    public void Finds_a_planted_email_wherever_it_stands() =>
        Prop.ForAll<NonNull<string>, NonNull<string>, int>((before, after, which) =>
        {
            var disguises = Disguises.Select(row => row.Data).ToArray();
            var value = before.Get + " " + disguises[(int)((uint)which % disguises.Length)] + " " + after.Get;
            return PersonalData.Contains(Encoding.UTF8.GetBytes(value));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Replaces_an_email_that_was_cut_off_inside_its_escaped_at_sign()
    {
        foreach (var tail in (string[])["%", "%4", "%2", "%25", "%254"])
        {
            var value = new string('x', 230) + " jane.canary" + tail;
            value = value.PadLeft(255, '-');
            var sent = Replace(value);
            Assert.NotNull(sent);
            Assert.DoesNotContain("canary", sent, StringComparison.Ordinal);
        }
        Assert.Null(Replace("now at 50%"));
    }

    [Fact]
    public void Does_not_take_a_timestamp_in_milliseconds_for_a_card()
    {
        for (var time = 1_500_000_000_000; time < 1_500_000_001_000; time++)
            Assert.Null(Replace(time.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Its_output_holds_nothing_that_would_be_replaced_again() => Prop.ForAll(Hostile, value =>
    {
        using var output = new ByteBuffer();
        return !PersonalData.TryReplace(value, output) || !PersonalData.Contains(output.Span);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Its_output_is_bounded_and_its_two_verdicts_agree() => Prop.ForAll(Hostile, value =>
    {
        using var output = new ByteBuffer();
        var replaced = PersonalData.TryReplace(value, output);
        var parts = output.Span.Count((byte)'[');
        return replaced == PersonalData.Contains(value) && (replaced || output.Length == 0)
            && output.Length <= value.Length + (8 * Math.Max(parts, 1));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Never_throws_on_random_bytes() => Prop.ForAll<byte[]>(value =>
    {
        _ = PersonalData.Contains(value);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Replaces_more_parts_than_it_can_list()
    {
        var sent = Replace(string.Join(", ", Enumerable.Range(0, 500).Select(i => $"jane{i}@example.com")));
        Assert.NotNull(sent);
        Assert.DoesNotContain("jane", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@")]
    [InlineData("＠")]
    [InlineData("=40")]
    [InlineData("%")]
    [InlineData("%25")]
    [InlineData("1.")]
    [InlineData("1 ")]
    [InlineData("4111 ")]
    [InlineData("a:")]
    [InlineData("::")]
    [InlineData("eyJ")]
    [InlineData("DE89")]
    [InlineData("a\"@")]
    [InlineData("+1")]
    [InlineData("Bearer ")]
    [InlineData("550e8400-")]
    [InlineData("&#")]
    [InlineData("\\u0040")]
    public void Its_cost_grows_with_the_bytes(string piece)
    {
        var value = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        _ = PersonalData.Contains(value);
        // A quadratic walk over a megabyte would take many minutes.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_clean_value_costs_no_allocation()
    {
        byte[][] values = ["Chrome"u8.ToArray(), "Viewed Item"u8.ToArray(), "9.5"u8.ToArray(), "Summer sale, up to 50% off 3 items"u8.ToArray()];
        using var output = new ByteBuffer();
        foreach (var value in values)
            PersonalData.TryReplace(value, output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var value in values)
            PersonalData.TryReplace(value, output);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // Random bytes hardly ever hold anything: pieces that matter, in random order.
    private static readonly Arbitrary<byte[]> Hostile = Gen.Elements(
            "@", "jane", "example.com", ".", ":", "::", "2001:db8", "203.0.113.7", "1", "0", "49", "+", " ", "-", "600", "000", "4111 1111 1111 1111",
            "DE89370400440532013000", "eyJhbGciOi", "Bearer ", "%40", "%25", "%", "40", "=", "\\u0040", "\\", "&#64;", "&", ";", "[", "]", "[email]", "[ip]",
            "amFuZS5kb2VAZXhhbXBsZS5jb20=", "6a616e652e646f65406578616d706c652e636f6d", "\"", "＠", "é", "\n", "/", "x2fR9kQ81bZ0pLm3Yt", "550e8400-e29b-41d4-a716-446655440000")
        .ArrayOf().Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))).ToArbitrary();

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Base64Url(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string? Replace(string value)
    {
        using var output = new ByteBuffer();
        return PersonalData.TryReplace(Encoding.UTF8.GetBytes(value), output) ? Encoding.UTF8.GetString(output.Span) : null;
    }
}
