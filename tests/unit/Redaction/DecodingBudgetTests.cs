using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PrivacyProxy.Redaction;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

/// <summary>What judging costs is bounded in decoded bytes, whatever a value was made of; counted, not measured.</summary>
public sealed class DecodingBudgetTests
{
    private const int Length = 1 << 16;

    private static readonly string[] s_pieces =
    [
        "%25", "%2525", "\\u005c", "\\\\", "&amp;", "&#38;", "%41", "QUFBQUFBQUFBQUFBQUFBQQ ", "QUFBQUFBQUFBQUFBQUFBQQ_", "41414141414141414141 ",
        "Q UFBQUFBQUFBQUFBQUFBQUFB", "AAAAAAAAAAAAAAAA", "34313431343134313431", "UVVGQlFVRkJRVUZCUVVGQg==", "=40", "a", " ", "/", "-",
    ];

    [Fact]
    public void The_bytes_decoded_for_a_value_are_a_small_multiple_of_its_length()
    {
        // The worst of many texts that were put together to be decoded again and again.
        var worst = 0.0;
        Prop.ForAll(Made, value =>
        {
            var (spent, most) = Judge(value);
            worst = Math.Max(worst, spent / (double)Math.Max(value.Length, 1));
            return spent <= most && most <= (4L * value.Length) + 4096;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
        Assert.True(worst > 0.5, "nothing was decoded: the texts are not what they should be");
    }

    [Fact]
    public void Encodings_inside_of_each_other_stay_within_the_budget()
    {
        foreach (var first in Encoders)
        {
            foreach (var second in Encoders)
            {
                foreach (var third in Encoders)
                {
                    var value = Encoding.UTF8.GetBytes(first(second(third(new string('a', 3000)))));
                    var (spent, most) = Judge(value);
                    Assert.True(spent <= most);
                }
            }
        }
    }

    [Fact]
    public void A_value_that_has_spent_its_budget_is_not_judged_but_replaced()
    {
        // Twenty thousand runs of base64, each of which is text: each is decoded as base64, again without its dashes, and as hex.
        var run = Convert.ToBase64String("3431343134313431%2534 all of this is text"u8).TrimEnd('=');
        var value = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Convert.ToHexString(Encoding.UTF8.GetBytes(run)) + "-", 4000)));
        var budget = new DecodingBudget(0);
        var found = new Findings(new Finding[Findings.Capacity]);
        PersonalData.Judge(value, Suspicion.All, 0, ref found, ref budget);
        Assert.Equal(DataClass.Encoded, found.Whole);
        Assert.True(budget.Spent <= budget.Most);
    }

    [Fact]
    public void What_people_wrap_is_judged_within_the_budget()
    {
        var document = "{\"items\":[" + string.Join(',', Enumerable.Range(0, 500).Select(i => $"{{\"sku\":\"A-{i}\",\"price\":{i}.5}}")) + "]}";
        foreach (var encode in Encoders)
            Assert.NotEqual(DataClass.Encoded, PersonalData.Classify(Encoding.UTF8.GetBytes(encode(document))));
    }

    private static readonly Func<string, string>[] Encoders =
    [
        text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        Uri.EscapeDataString,
        text => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)),
        text => string.Concat(text.Select(letter => $"\\u{(int)letter:x4}")),
        text => text.Replace("&", "&amp;", StringComparison.Ordinal),
    ];

    private static readonly Arbitrary<byte[]> Made = Gen.Elements(s_pieces).NonEmptyListOf()
        .Select(pieces => string.Concat(pieces))
        .Select(text => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, 1 + (Length / text.Length)))))
        .ToArbitrary();

    private static (long Spent, long Most) Judge(byte[] value)
    {
        var budget = new DecodingBudget(value.Length);
        var found = new Findings(new Finding[Findings.Capacity]);
        PersonalData.Judge(value, FirstLook.At(value), 0, ref found, ref budget);
        return (budget.Spent, budget.Most);
    }
}
