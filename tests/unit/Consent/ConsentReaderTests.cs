using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Primitives;
using PrivacyProxy.Consent;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Consent;

public sealed class ConsentReaderTests
{
    private static readonly ConsentReader[] Readers =
    [
        new(new ConsentSettings { Source = "cookie", Cookie = "c" }, FixedTime.OfTheVectors),
        new(new ConsentSettings { Source = "klaro", Cookie = "c", Analytics = ["analytics"], Marketing = ["marketing"] }, FixedTime.OfTheVectors),
        new(new ConsentSettings { Source = "cookiebot", Cookie = "c" }, FixedTime.OfTheVectors),
    ];

    [Fact]
    public void Without_the_cookie_nothing_is_decided()
    {
        foreach (var reader in Readers)
        {
            Assert.Equal(ConsentDecision.Undecided, reader.Read(StringValues.Empty));
            Assert.Equal(ConsentDecision.Undecided, reader.Read("C=analytics; xc=analytics; c ; cc=analytics"));
        }
    }

    [Fact]
    public void A_cookie_inside_of_another_cookies_value_is_not_seen() =>
        Assert.Equal(ConsentDecision.Undecided, Readers[0].Read("note=\"x%3B c=analytics\"; other=c=analytics"));

    [Fact]
    public void An_oversized_field_is_undecided()
    {
        Assert.Equal(ConsentState.Granted, Readers[0].Read("c=analytics; pad=" + new string('x', 30_000)).Analytics);
        Assert.Equal(ConsentDecision.Undecided, Readers[0].Read("c=analytics; pad=" + new string('x', 33_000)));
        Assert.Equal(
            ConsentDecision.Undecided,
            Readers[0].Read(new StringValues(["c=analytics", "pad=" + new string('x', 20_000), "pad=" + new string('x', 20_000)])));
    }

    [Fact]
    public void Copies_combine_most_restrictively_in_any_order()
    {
        string[] values = ["analytics", "analytics,marketing", "", "%7", "{\"analytics\":false}", "{\"marketing\":true}"];
        Prop.ForAll(
            ArbMap.Default.ArbFor<int[]>(),
            picks =>
            {
                var copies = picks.Select(pick => "c=" + values[(uint)pick % values.Length]).ToArray();
                var forwards = Readers[0].Read(string.Join("; ", copies));
                var backwards = Readers[0].Read(new StringValues([.. copies.Reverse()]));
                var oneByOne = copies
                    .Select(copy => Readers[0].Read(copy))
                    .DefaultIfEmpty(ConsentDecision.Undecided)
                    .Aggregate(ConsentDecision.MostRestrictive);
                return forwards == backwards && forwards == oneByOne;
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Random_bytes_never_throw_and_never_grant() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            bytes =>
            {
                var latin1 = string.Concat(bytes.Select(value => (char)value));
                var escaped = string.Concat(bytes.Select(value => $"%{value:X2}"));
                return Readers.All(reader =>
                    GrantsNothing(reader.Read("c=" + latin1))
                    && GrantsNothing(reader.Read("c=" + escaped))
                    && GrantsNothing(reader.Read("c={" + latin1))
                    && GrantsNothing(reader.Read(latin1)));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Random_text_never_throws_and_never_grants() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<string>(),
            text => Readers.All(reader => GrantsNothing(reader.Read("c=" + text)) && GrantsNothing(reader.Read("c={\"" + text + "\":true}"))))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_damaged_grant_never_throws()
    {
        const string json = "c={\"analytics\":true,\"x\":[{\"y\":\"\\ud83c\\udf6a\"}],\"marketing\":false}";
        const string cookiebot = "c={stamp:%27a%27%2Cstatistics:true%2Cmarketing:true%2Cmethod:%27explicit%27%2Cutc:1790000000000}";
        foreach (var whole in new[] { json, cookiebot })
        {
            for (var at = 2; at < whole.Length; at++)
            {
                for (var replacement = 0; replacement < 256; replacement++)
                {
                    var damaged = whole[..at] + (char)replacement + whole[(at + 1)..];
                    foreach (var reader in Readers)
                        reader.Read(damaged);
                }
            }
        }
    }

    private static bool GrantsNothing(ConsentDecision decision) =>
        decision.Analytics != ConsentState.Granted && decision.Marketing != ConsentState.Granted;
}
