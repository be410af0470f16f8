using System.Text;
using PrivacyProxy.Redaction;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

public sealed class KeptTests
{
    [Theory]
    [InlineData("b3b1e6c8d9f04a5e8c7d6b5a49382716")]
    [InlineData("2.55.1")]
    [InlineData("web")]
    [InlineData("XMLHttpRequest")]
    [InlineData("4915127182818")]
    [InlineData("prefetch")]
    [InlineData("7f2a91c0d3e44b5aa1b2c3d4")]
    public void A_token_may_be_random_or_a_number(string value) => Assert.True(Kept.Fits(Encoding.ASCII.GetBytes(value), KeptShape.Token));

    [Theory]
    [InlineData("198.51.100.213")]
    [InlineData("Y2FuYXJ5Lm1haWxAbGVhay5leGFtcGxl")]
    [InlineData("MTk4LjUxLjEwMC4yMTM")]
    [InlineData("63616e617279406c65616b2e6578616d706c65")]
    public void A_token_is_no_address_and_no_mail_in_disguise(string value) => Assert.False(Kept.Fits(Encoding.ASCII.GetBytes(value), KeptShape.Token));

    [Theory]
    [InlineData("0", true)]
    [InlineData("-1.5e3", true)]
    [InlineData("1795282259485", true)]
    [InlineData("198.51.100.213", false)]
    [InlineData("3139382E35312E", false)]
    [InlineData("1-2", false)]
    [InlineData("e", false)]
    [InlineData("", false)]
    public void A_number_is_one_number(string value, bool fits) => Assert.Equal(fits, Kept.Fits(Encoding.ASCII.GetBytes(value), KeptShape.Number));

    [Fact]
    public void No_project_token_looks_like_a_person()
    {
        // Every token is 32 hexadecimal digits; these are as good as random and always the same.
        for (var i = 0; i < 20_000; i++)
        {
            var token = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i)).AsSpan(0, 16));
            Assert.True(Kept.Fits(Encoding.ASCII.GetBytes(token), KeptShape.Token), token);
        }
    }
}
