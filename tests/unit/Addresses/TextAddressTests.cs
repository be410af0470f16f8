using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PrivacyProxy.Addresses;
using PrivacyProxy.Redaction;
using Xunit;

namespace PrivacyProxy.Tests.Addresses;

public sealed class TextAddressTests
{
    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0")]
    [InlineData(" 203.0.113.77\t", "203.0.113.0")]
    [InlineData("203.0.113.77:8080", "203.0.113.0")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.0")]
    [InlineData("::FFFF:CB00:714D", "203.0.113.0")]
    [InlineData("0:0:0:0:0:ffff:cb00:714d", "203.0.113.0")]
    [InlineData("[::ffff:203.0.113.77]:443", "203.0.113.0")]
    [InlineData("2001:DB8:0:0:0:0:0:1", "2001:db8::")]
    [InlineData("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::")]
    [InlineData("[2001:db8::1]", "2001:db8::")]
    [InlineData("[2001:db8::1]:443", "2001:db8::")]
    [InlineData("fe80::1%eth0", "fe80::")]
    [InlineData("[fe80::1%25eth0]:80", "fe80::")]
    [InlineData("64:ff9b::203.0.113.77", "64:ff9b::")]
    public void Every_form_is_truncated(string text, string kept)
    {
        Assert.True(TryTruncate(text, Truncation.Default, out var written));
        Assert.Equal(kept, written);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("unknown")]
    [InlineData("1")]
    [InlineData("3405803853")]
    [InlineData("127.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("010.0.0.1")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.256")]
    [InlineData("1.2.3.")]
    [InlineData("1.2.3.-4")]
    [InlineData("1.2.3.4:")]
    [InlineData("1.2.3.4:123456")]
    [InlineData("1.2.3.4:80a")]
    [InlineData("1.2.3.4/24")]
    [InlineData("1.2.3.4, 5.6.7.8")]
    [InlineData("1.2.3.4%eth0")]
    [InlineData("[1.2.3.4]")]
    [InlineData("[2001:db8::1")]
    [InlineData("[2001:db8::1]x")]
    [InlineData("[[2001:db8::1]]")]
    [InlineData("2001:db8::1/64")]
    [InlineData("2001:db8::1::2")]
    [InlineData("::ffff:010.0.0.1")]
    [InlineData("::ffff:1.2.3.4.5")]
    [InlineData(":::")]
    [InlineData("%")]
    [InlineData("[]")]
    [InlineData("１.2.3.4")]
    [InlineData("2001:db8:1:2:3:4:5:6:7:8:9:a:b:c:d:e:f:1:2:3:4:5:6:7:8:9:a:b:c:d:e:f:1:2:3:4:5:6:7:8:9:a:b")]
    public void What_is_no_address_is_left_to_be_removed(string text)
    {
        Assert.False(TryTruncate(text, Truncation.Default, out var written));
        Assert.Equal("", written);
    }

    [Fact]
    public void Nothing_is_written_when_nothing_may_be_kept() => Assert.False(TryTruncate("203.0.113.77", Truncation.None, out _));

    [Fact]
    public void Random_bytes_never_throw() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            using var output = new ByteBuffer();
            return !TextAddress.TryTruncate(bytes, Truncation.Default, output) || output.Length > 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_textual_form_truncates_alike() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(16)), bytes =>
        {
            var ipv4 = new IPAddress(bytes.AsSpan(0, 4));
            var ipv6 = new IPAddress(bytes);
            var full = string.Join(':', Enumerable.Range(0, 8).Select(i => $"{bytes[2 * i]:X2}{bytes[2 * i + 1]:X2}"));
            return OneResult($"{ipv4}", $"{ipv4}:80", $"::ffff:{ipv4}", $"[::ffff:{ipv4}]:1", ipv4.MapToIPv6().ToString())
                && OneResult($"{ipv6}", $"[{ipv6}]", $"[{ipv6}]:65535", $"{ipv6}%1", full);
        }).QuickCheckThrowOnFailure();

    private static bool OneResult(params string[] forms) =>
        forms.Select(form => TryTruncate(form, Truncation.Default, out var written) ? written : form).Distinct().Count() == 1;

    private static bool TryTruncate(string text, Truncation truncation, out string written)
    {
        using var output = new ByteBuffer();
        output.Append("ip="u8);
        var done = TextAddress.TryTruncate(Encoding.UTF8.GetBytes(text), truncation, output);
        written = Encoding.UTF8.GetString(output.Span[3..]);
        return done;
    }
}
