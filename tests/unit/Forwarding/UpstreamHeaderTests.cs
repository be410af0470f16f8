using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Forwarding;

/// <summary>Constant headers of the operator's.</summary>
public sealed class UpstreamHeaderTests
{
    [Fact]
    public async Task A_constant_header_stands_in_the_place_of_the_visitors_and_not_beside_it()
    {
        await using var proxy = await ProxyUnderTest.Start(ProxyUnderTest.DefaultSettings.Replace(
            "\"Pages\":", "\"UpstreamHeaders\": { \"user-agent\": \"proxy\", \"Host\": \"mautic.internal\" }, \"Pages\":", StringComparison.Ordinal));
        await proxy.Send(Wire.Get("/ma/mtc.js", "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"));
        var headers = Assert.Single(proxy.Vendor.Received).Headers;
        Assert.Equal("proxy", Assert.Single(headers, h => h.Key == "User-Agent").Value);
        Assert.Equal("mautic.internal", Assert.Single(headers, h => h.Key == "Host").Value);
    }
}
