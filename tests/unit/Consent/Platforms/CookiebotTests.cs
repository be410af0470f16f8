using PrivacyProxy.Consent;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Consent.Platforms;

public sealed class CookiebotTests
{
    private const string Tail = ",method:'explicit',ver:1,utc:1790000000000,region:'de'}";

    [Theory]
    [InlineData("{stamp:'a+b/c==',necessary:true,statistics:true,marketing:false" + Tail, "GR")]
    [InlineData("{stamp:'a',statistics:true" + Tail, "GU")]
    [InlineData("{stamp:'-1',statistics:true,marketing:true" + Tail, "UU")]
    [InlineData("{stamp:'-1',statistics:false,marketing:false" + Tail, "RR")]
    [InlineData("{stamp:'a',statistics:true,marketing:true,method:'implied',utc:1790000000000}", "UU")]
    [InlineData("{stamp:'a',statistics:false,marketing:true,method:'implied',utc:1790000000000}", "UU")]
    [InlineData("{stamp:'a',statistics:false,marketing:false,method:'implied',utc:1790000000000}", "RR")]
    [InlineData("{stamp:'a',statistics:false,marketing:false}", "RR")]
    [InlineData("{stamp:'a',statistics:true,marketing:true,method:'Explicit',utc:1790000000000}", "UU")]
    [InlineData("{stamp:'a',statistics:true,marketing:true,method:explicit,utc:1790000000000}", "UU")]
    [InlineData("{stamp:'a,method:%27explicit%27',statistics:true,marketing:true,utc:1790000000000}", "UU")]
    [InlineData("{stamp:'x,statistics:true,marketing:true',statistics:false,marketing:false" + Tail, "RR")]
    public void An_opt_in_needs_an_explicit_choice(string literal, string letters) => Assert.Equal(letters, Read(literal));

    [Theory]
    [InlineData("{\"stamp\":\"a\",\"statistics\":\"false\",\"marketing\":\"false\"}", "RR")]
    [InlineData("{\"stamp\":\"a\",\"statistics\":\"true\",\"marketing\":\"false\",\"method\":\"explicit\",\"utc\":1790000000000}", "UU")]
    [InlineData("{\"stamp\":\"a\",\"statistics\":true,\"marketing\":false,\"method\":\"explicit\",\"utc\":1790000000000}", "GR")]
    public void A_quoted_refusal_is_believed_and_a_quoted_opt_in_is_not(string literal, string letters) => Assert.Equal(letters, Read(literal));

    [Theory]
    [InlineData("0", "RR")]
    [InlineData("-1", "UU")]
    [InlineData("true", "UU")]
    [InlineData("false", "UU")]
    [InlineData("", "UU")]
    [InlineData("00", "UU")]
    [InlineData("mandatory|marketing#1", "UU")]
    public void Bare_values_are_never_an_opt_in(string value, string letters) => Assert.Equal(letters, Read(value));

    [Theory]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("{statistics:true,statistics:true,marketing:true" + Tail)]
    [InlineData("{x:1,x:1,statistics:true,marketing:true" + Tail)]
    [InlineData("{statistics:true,marketing:true" + Tail + "}")]
    [InlineData("{statistics:true,marketing:true" + Tail + "x")]
    [InlineData("{statistics:true,marketing:true,method:'explicit',utc:1790000000000")]
    [InlineData("{statistics:true,marketing:true,method:'explicit',utc:1790000000000,}")]
    [InlineData("{statistics:true,,marketing:true" + Tail)]
    [InlineData("{statistics:true marketing:true" + Tail)]
    [InlineData("{ statistics:true,marketing:true" + Tail)]
    [InlineData("{statistics: true,marketing:true" + Tail)]
    [InlineData("{statistics:true,marketing:{a:1}" + Tail)]
    [InlineData("{statistics:true,marketing:1" + Tail)]
    [InlineData("{statistics:,marketing:true" + Tail)]
    [InlineData("{stamp:'a\\',statistics:true,marketing:true" + Tail)]
    [InlineData("{stamp:'a'b,statistics:true,marketing:true" + Tail)]
    [InlineData("{'statistics':true,marketing:true" + Tail)]
    [InlineData("{\"statistics:true,marketing:true" + Tail)]
    [InlineData("{statistics:true,marketing:true,method:'explicit',utc:soon}")]
    [InlineData("{statistics:true,marketing:true,method:'explicit',utc:99999999999999999999}")]
    [InlineData("{statistics:true,marketing:true,method:'explicit'}")]
    public void What_the_platform_does_not_write_is_undecided(string literal) => Assert.Equal("UU", Read(literal));

    [Theory]
    [InlineData(-396, "UU")]
    [InlineData(-394, "GR")]
    [InlineData(1, "GR")]
    [InlineData(3, "UU")]
    public void A_decision_has_an_age_that_it_can_not_exceed(int days, string letters)
    {
        var utc = FixedTime.OfTheVectors.GetUtcNow().AddDays(days).ToUnixTimeMilliseconds();
        Assert.Equal(letters, Read($"{{stamp:'a',statistics:true,marketing:false,method:'explicit',utc:{utc}}}"));
    }

    [Fact]
    public void The_number_of_members_is_bounded()
    {
        var many = string.Concat(Enumerable.Range(0, 40).Select(i => $"k{i}:1,"));
        Assert.Equal("UU", Read("{" + many + "statistics:true,marketing:true" + Tail));
    }

    private static string Read(string literal)
    {
        var value = literal.Replace("'", "%27", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
        var reader = new ConsentReader(new ConsentSettings { Source = "cookiebot" }, FixedTime.OfTheVectors);
        return ReadAs.Letters(reader.Read("CookieConsent=" + value));
    }
}
