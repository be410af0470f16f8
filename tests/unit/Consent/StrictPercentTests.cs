using System.Text;
using PrivacyProxy.Consent;
using Xunit;

namespace PrivacyProxy.Tests.Consent;

public sealed class StrictPercentTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("a%20b", "a b")]
    [InlineData("a+b", "a+b")]
    [InlineData("%7b%7D", "{}")]
    [InlineData("%2541", "%41")]
    [InlineData("%C3%A4%F0%9F%8D%AA", "ä🍪")]
    [InlineData("ä%C3%B6", "äö")]
    public void Decodes_once(string value, string decoded)
    {
        Assert.True(TryDecode(value, out var text));
        Assert.Equal(decoded, text);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("a%7")]
    [InlineData("%zz")]
    [InlineData("%7%FF")]
    [InlineData("% 41")]
    [InlineData("%FF")]
    [InlineData("%C3")]
    [InlineData("%C0%80")]
    [InlineData("%ED%A0%80")]
    [InlineData("%C3ä")]
    public void Refuses_what_is_not_exactly_percent_encoded_text(string value) => Assert.False(TryDecode(value, out _));

    // A lone surrogate cannot be written into test data as text.
    [Fact]
    public void Refuses_a_lone_surrogate() => Assert.False(TryDecode("a\ud800", out _));

    [Fact]
    public void Refuses_values_above_the_limit()
    {
        Assert.True(TryDecode(new string('a', StrictPercent.MaxLength), out _));
        Assert.False(TryDecode(new string('a', StrictPercent.MaxLength + 1), out _));
        Assert.False(TryDecode(new string('ä', StrictPercent.MaxLength), out _));
    }

    [Theory]
    [InlineData("100%", false)]
    [InlineData("%%4", false)]
    [InlineData("%zz%41", true)]
    [InlineData("", false)]
    public void Tells_whether_there_is_an_escape(string value, bool has) => Assert.Equal(has, StrictPercent.HasEscape(value));

    private static bool TryDecode(string value, out string text)
    {
        var utf8 = new byte[StrictPercent.MaxLength];
        var decoded = StrictPercent.TryDecode(value, utf8, out var written);
        text = decoded ? Encoding.UTF8.GetString(utf8, 0, written) : "";
        return decoded;
    }
}
