using System.Net;
using System.Text;
using PrivacyProxy.Addresses;
using Xunit;

namespace PrivacyProxy.Tests.Addresses;

public sealed class TruncatedAddressTests
{
    [Fact]
    public void Is_written_as_characters_and_as_bytes()
    {
        var address = Truncation.Default.Apply(IPAddress.Parse("2001:db8:1234:5678::1"));
        Span<char> characters = stackalloc char[TruncatedAddress.MaxTextLength];
        Span<byte> bytes = stackalloc byte[TruncatedAddress.MaxTextLength];
        Assert.True(address.TryFormat(characters, out var length));
        Assert.Equal("2001:db8:1234::", new string(characters[..length]));
        Assert.True(address.TryFormat(bytes, out length));
        Assert.Equal("2001:db8:1234::", Encoding.ASCII.GetString(bytes[..length]));
        Assert.False(address.TryFormat(characters[..3], out _));
    }

    [Fact]
    public void No_address_writes_nothing()
    {
        Span<byte> bytes = stackalloc byte[TruncatedAddress.MaxTextLength];
        Assert.False(TruncatedAddress.None.TryFormat(bytes, out var length));
        Assert.Equal(0, length);
        Assert.False(TruncatedAddress.None.IsPresent);
    }
}
