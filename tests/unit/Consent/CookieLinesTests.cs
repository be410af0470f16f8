using Microsoft.Extensions.Primitives;
using PrivacyProxy.Consent;
using Xunit;

namespace PrivacyProxy.Tests.Consent;

public sealed class CookieLinesTests
{
    [Theory]
    [InlineData("a=1", "a|1")]
    [InlineData("a=1; b=2", "a|1 b|2")]
    [InlineData("a=1;b=2", "a|1 b|2")]
    [InlineData(" \t a=1 \t ; b=2 ", "a|1 b|2")]
    [InlineData("a==1=2", "a|=1=2")]
    [InlineData("a=", "a|")]
    [InlineData("=1; b=2", "b|2")]
    [InlineData("flag; b=2", "b|2")]
    [InlineData(";;; ;b=2;;", "b|2")]
    [InlineData("a=\"x,y z\"", "a|\"x,y z\"")]
    [InlineData("a=%3B; A=2; a=3", "a|%3B A|2 a|3")]
    [InlineData("a =1", "a |1")]
    [InlineData("", "")]
    [InlineData("=", "")]
    public void A_line_is_split_at_semicolons_and_the_first_equals_sign(string line, string cookies) =>
        Assert.Equal(cookies, Written(line));

    [Fact]
    public void Several_lines_are_read_in_order_and_never_joined() =>
        Assert.Equal("a|1,b=2 c|3 d|4", Written(new StringValues(["a=1,b=2", null, "c=3; d=4", ""])));

    [Fact]
    public void No_line_has_no_cookies() => Assert.Equal("", Written(StringValues.Empty));

    private static string Written(StringValues lines)
    {
        var cookies = new List<string>();
        foreach (var cookie in new CookieLines(lines))
            cookies.Add($"{cookie.Name}|{cookie.Value}");
        return string.Join(' ', cookies);
    }
}
