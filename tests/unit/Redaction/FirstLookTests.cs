using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PrivacyProxy.Redaction;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

public sealed class FirstLookTests
{
    [Theory]
    [InlineData("Chrome")]
    [InlineData("Mac OS X")]
    [InlineData("145")]
    [InlineData("49.90")]
    [InlineData("2026-11-21T10:15:30Z")]
    [InlineData("1763720130.123")]
    [InlineData("SKU-12345-BLUE")]
    [InlineData("EUR")]
    [InlineData("Viewed Item")]
    [InlineData("spring_sale")]
    [InlineData("$direct")]
    [InlineData("550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("2.83.0")]
    public void What_most_events_carry_needs_no_finder(string value) =>
        Assert.Equal(Suspicion.None, FirstLook.At(Encoding.UTF8.GetBytes(value)));

    [Fact]
    public void It_overlooks_nothing_that_the_finders_know()
    {
        foreach (var row in TextTable.Rows("values/replaced.txt").Concat(TextTable.Rows("values/kept.txt")).Concat(TextTable.Rows("values/ordinary.txt")))
            AssertSame(Encoding.UTF8.GetBytes(row[0]));
    }

    // Each finding moves through the windows that longer values are seen in.
    [Fact]
    public void It_overlooks_nothing_wherever_it_stands()
    {
        foreach (var row in TextTable.Rows("values/replaced.txt"))
        {
            var value = row[0].Trim();
            for (var before = 0; before < 130; before += 7)
                AssertSame(Encoding.UTF8.GetBytes(new string('x', before) + " " + value + " " + new string('y', before % 50)));
        }
    }

    [Fact]
    public void It_overlooks_nothing_in_random_pieces() => Prop.ForAll(Pieces, value => IsSame(value))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(20000));

    [Fact]
    public void It_overlooks_nothing_in_random_bytes() =>
        Prop.ForAll<byte[]>(value => IsSame(value)).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static readonly Arbitrary<byte[]> Pieces = Gen.Elements(
            "@", "jane", "example.com", ".", ":", "2001:db8::1", "203.0.113.7", "1", "0171", "+49", " ", "-", "600", "000", "4111", "1111", "DE89", "3704",
            "eyJhbGciOi", "Bearer ", "Basic ", "%40", "=40", "\\u0040", "&#64;", "[at]", " at ", " dot com", "00:1A:2B", ":3C:4D:5E", "amFuZS5kb2VAZXhhbXBsZS5jb20=",
            "6a616e652e646f65406578616d706c652e636f6d", "＠", "４９", "\u00a0", "é", "/", "_", "x2fR9kQ81bZ0pLm3Yt", "550e8400-e29b-41d4-a716-446655440000", "tel:")
        .ArrayOf().Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))).ToArbitrary();

    private static Property IsSame(byte[] value) => (Found(value, FirstLook.At(value)) == Found(value, Suspicion.All))
        .Label($"{Encoding.UTF8.GetString(value)}: {FirstLook.At(value)}: {Found(value, FirstLook.At(value))} | {Found(value, Suspicion.All)}");

    private static void AssertSame(byte[] value) =>
        Assert.True(Found(value, FirstLook.At(value)) == Found(value, Suspicion.All), Encoding.UTF8.GetString(value));

    private static string Found(byte[] value, Suspicion suspicion)
    {
        var found = new Findings(new Finding[Findings.Capacity]);
        var budget = new DecodingBudget(value.Length);
        PersonalData.Judge(value, suspicion, depth: 0, ref found, ref budget);
        if (found.Whole != DataClass.Shielded)
            return found.Whole.ToString();
        return string.Join(' ', found.Parts.ToArray().Where(part => part.Class != DataClass.Shielded));
    }
}
