using System.Text;
using PrivacyProxy.Redaction;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

public sealed class ClickthroughTests
{
    private const string Whole =
        """a:5:{s:6:"source";a:2:{i:0;s:14:"campaign.event";i:1;i:31;}s:5:"email";i:12;s:4:"stat";s:22:"67d2c114b8a26377316710";s:4:"lead";s:4:"4217";s:7:"channel";a:1:{s:5:"email";i:12;}}""";

    [Theory]
    [InlineData(Whole)]
    [InlineData("a:0:{}")]
    [InlineData("""a:1:{s:4:"lead";i:4217;}""")]
    [InlineData("""a:2:{s:9:"sent_time";i:1741234567;s:4:"stat";s:22:"67d2c114b8a26377316710";}""")]
    [InlineData("""a:2:{s:4:"lead";N;s:5:"email";b:0;}""")]
    [InlineData("""a:1:{s:7:"channel";a:0:{}}""")]
    [InlineData("""a:1:{s:7:"channel";a:2:{s:5:"email";i:1;s:3:"sms";s:1:"2";}}""")]
    public void What_mautic_writes_is_kept(string serialised)
    {
        Assert.True(Clickthrough.IsIn(Encoding.UTF8.GetBytes(serialised)));
        Assert.True(Kept.Fits(Encoding.UTF8.GetBytes(Wire.Base64(serialised)), KeptShape.Base64));
        // Mail programs escape it once or twice, and cut the padding.
        Assert.True(Kept.Fits(Encoding.UTF8.GetBytes(Uri.EscapeDataString(Uri.EscapeDataString(Wire.Base64(serialised)))), KeptShape.Base64));
        Assert.True(Kept.Fits(Encoding.UTF8.GetBytes(Wire.Base64(serialised).TrimEnd('=')), KeptShape.Base64));
    }

    [Theory]
    [InlineData("")]
    [InlineData("jane")]
    [InlineData("N;")]
    [InlineData("i:1;")]
    [InlineData("""s:4:"jane";""")]
    [InlineData("""O:8:"stdClass":0:{}""")]
    [InlineData("""C:1:"a":0:{}""")]
    [InlineData("""E:3:"a:b";""")]
    [InlineData("""a:1:{s:4:"lead";O:8:"stdClass":0:{}}""")]
    [InlineData("""a:1:{s:4:"lead";R:1;}""")]
    [InlineData("""a:1:{s:4:"lead";r:1;}""")]
    [InlineData("""a:1:{s:4:"lead";d:0.5;}""")]
    [InlineData("""a:1:{s:4:"lead";S:4:"4217";}""")]
    [InlineData("""a:1:{s:4:"lead";s:4:"Jane";}""")]
    [InlineData("""a:1:{s:4:"lead";i:-1;}""")]
    [InlineData("""a:1:{s:4:"lead";i:+1;}""")]
    [InlineData("""a:1:{s:4:"lead";i:01;}""")]
    [InlineData("""a:1:{s:4:"lead";s:2:"01";}""")]
    [InlineData("""a:1:{s:4:"lead";i:-0;}""")]
    [InlineData("""a:1:{s:4:"lead";i:491512718281;}""")]
    [InlineData("""a:1:{s:4:"lead";i:99999999999999999999;}""")]
    [InlineData("""a:1:{s:4:"lead";s:12:"491512718281";}""")]
    [InlineData("""a:1:{s:4:"name";s:4:"Jane";}""")]
    [InlineData("""a:1:{s:4:"LEAD";i:1;}""")]
    [InlineData("""a:1:{i:0;i:1;}""")]
    [InlineData("""a:2:{s:4:"lead";i:1;s:4:"lead";i:2;}""")]
    [InlineData("""a:2:{s:4:"lead";i:1;}""")]
    [InlineData("""a:0:{s:4:"lead";i:1;}""")]
    [InlineData("""a:-1:{}""")]
    [InlineData("""a:99999999:{}""")]
    [InlineData("""a:1:{s:4:"lead";i:1;}x""")]
    [InlineData("""a:1:{s:4:"lead";i:1;""")]
    [InlineData("""a:1:{s:4:"lead";i:1}""")]
    [InlineData("""a:1:{s:5:"lead";i:1;}""")]
    [InlineData("""a:1:{s:3:"lead";i:1;}""")]
    [InlineData("""a:1:{s:99999:"lead";i:1;}""")]
    [InlineData(""" a:0:{}""")]
    [InlineData("""A:0:{}""")]
    [InlineData("""a:1:{s:4:"stat";s:9:"Jane Roe!";}""")]
    [InlineData("""a:1:{s:4:"stat";s:4:"face";}""")]
    [InlineData("""a:1:{s:4:"stat";s:12:"198.51.100.7";}""")]
    [InlineData("""a:1:{s:4:"stat";a:0:{}}""")]
    [InlineData("""a:1:{s:6:"source";a:2:{i:0;s:8:"jane.roe";i:1;i:31;}}""")]
    [InlineData("""a:1:{s:6:"source";a:2:{i:1;i:31;i:0;s:5:"email";}}""")]
    [InlineData("""a:1:{s:6:"source";a:3:{i:0;s:5:"email";i:1;i:31;i:2;i:1;}}""")]
    [InlineData("""a:1:{s:6:"source";s:5:"email";}""")]
    [InlineData("""a:1:{s:7:"channel";a:1:{s:4:"jane";i:12;}}""")]
    [InlineData("""a:1:{s:7:"channel";a:1:{s:5:"email";a:0:{}}}""")]
    public void Anything_else_is_not(string serialised)
    {
        Assert.False(Clickthrough.IsIn(Encoding.UTF8.GetBytes(serialised)));
        Assert.False(Kept.Fits(Encoding.UTF8.GetBytes(Wire.Base64(serialised)), KeptShape.Base64));
    }

    [Fact]
    public void What_was_cut_anywhere_is_not_kept() =>
        Assert.All(Enumerable.Range(0, Whole.Length), cut => Assert.False(Clickthrough.IsIn(Encoding.UTF8.GetBytes(Whole[..cut]))));

    [Fact]
    public void Nesting_without_end_is_not_followed()
    {
        var deep = string.Concat(Enumerable.Repeat("a:1:{i:0;", 100_000));
        Assert.False(Clickthrough.IsIn(Encoding.UTF8.GetBytes(deep)));
    }

    /// <summary>PHP leaves out what is not of its alphabet, and so would read another text than the one that was judged.</summary>
    [Fact]
    public void The_alphabet_of_urls_is_not_php_s()
    {
        var code = Wire.Base64(Whole);
        Assert.False(Kept.Fits(Encoding.UTF8.GetBytes(code.Insert(8, "----")), KeptShape.Base64));
        Assert.False(Kept.Fits(Encoding.UTF8.GetBytes(code.Insert(8, "____")), KeptShape.Base64));
    }
}
