using System.Net;
using PrivacyProxy.Addresses;
using Xunit;

namespace PrivacyProxy.Tests.Addresses;

public sealed class ClientAddressTests
{
    [Fact]
    public void An_address_can_not_be_printed()
    {
        var address = ClientAddress.From(IPAddress.Parse("203.0.113.77"));
        Assert.Equal("[address]", address.ToString());
        Assert.Equal("from [address]", $"from {address}");
        Assert.Equal("[address]", ClientAddress.Unknown.ToString());
    }

    [Fact]
    public void All_forms_of_an_address_are_equal()
    {
        var ipv4 = ClientAddress.From(IPAddress.Parse("203.0.113.77"));
        var mapped = ClientAddress.From(IPAddress.Parse("::ffff:203.0.113.77"));
        Assert.True(ipv4 == mapped);
        Assert.Equal(ipv4.GetHashCode(), mapped.GetHashCode());
        Assert.True(ClientAddress.From(IPAddress.Parse("fe80::1%3")) == ClientAddress.From(IPAddress.Parse("fe80::1")));
        Assert.True(ipv4 != ClientAddress.From(IPAddress.Parse("203.0.113.78")));
        Assert.True(ipv4 != ClientAddress.Unknown);
    }

    [Fact]
    public void An_unknown_address_stays_unknown()
    {
        Assert.False(ClientAddress.From(null).IsKnown);
        Assert.False(ClientAddress.Unknown.Truncated(Truncation.Default).IsPresent);
        Assert.Equal("", ClientAddress.Unknown.Truncated(Truncation.Default).ToString());
    }
}
