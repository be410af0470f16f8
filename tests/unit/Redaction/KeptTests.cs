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
    [InlineData("prefetch")]
    [InlineData("7f2a91c0d3e44b5aa1b2c3d4")]
    public void A_token_may_be_random(string value) => Assert.True(Kept.Fits(Encoding.ASCII.GetBytes(value), KeptShape.Token));

    [Theory]
    [InlineData("198.51.100.213")]
    [InlineData("Y2FuYXJ5Lm1haWxAbGVhay5leGFtcGxl")]
    [InlineData("MTk4LjUxLjEwMC4yMTM")]
    [InlineData("63616e617279406c65616b2e6578616d706c65")]
    public void A_token_is_no_address_and_no_mail_in_disguise(string value) => Assert.False(Kept.Fits(Encoding.ASCII.GetBytes(value), KeptShape.Token));

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

    [Theory]
    [InlineData("0")]
    [InlineData("-60")]
    [InlineData("+60")]
    [InlineData("0.5")]
    [InlineData("1795282259485")]
    [InlineData("1763754873.123")]
    [InlineData("1.5e3")]
    public void A_number_is_kept(string value) => Assert.True(Fits(value, KeptShape.Number));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("e")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1-2")]
    [InlineData("203.0.113.7")]
    [InlineData("3139382E35312E")]
    [InlineData("+491701234567")]
    [InlineData("+49-170-1234567")]
    [InlineData("01701234567")]
    [InlineData("0170123")]
    [InlineData("4111111111111111")]
    public void What_only_looks_like_a_number_is_not_kept_as_one(string value) => Assert.False(Fits(value, KeptShape.Number));

    [Theory]
    [InlineData("k3j4h5g6f7d8s9a0")]
    [InlineData("a69c2ed0-d013-40eb-9320-2dee22e46c29")]
    [InlineData("b3b1e6c8d9f04a5e8c7d6b5a49382716")]
    public void An_id_against_duplicates_is_kept(string value) => Assert.True(Fits(value, KeptShape.InsertId));

    [Theory]
    [InlineData("jane@example.com")]
    [InlineData("0170-1234567")]
    [InlineData("01701234567")]
    [InlineData("4111111111111111")]
    [InlineData("amFuZS5kb2VAZXhhbXBsZS5jb20")]
    public void An_id_against_duplicates_that_is_personal_is_not_kept(string value) => Assert.False(Fits(value, KeptShape.InsertId));

    private static bool Fits(string value, KeptShape shape) => Kept.Fits(Encoding.UTF8.GetBytes(value), shape);
}
