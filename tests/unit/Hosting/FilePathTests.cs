using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Hosting;

/// <summary>Scripts and pixels have paths that end like files; routing treats those apart unless it is told not to.</summary>
public sealed class FilePathTests
{
    [Theory]
    [InlineData("/mp/libs/mixpanel-2-latest.min.js")]
    [InlineData("/ma/mtc.js")]
    [InlineData("/ma/mtracking.gif")]
    public async Task Path_that_ends_like_a_file_reaches_the_vendor(string path)
    {
        await using var proxy = await ProxyUnderTest.Start();
        var answer = await proxy.Send(
            $"GET {path} HTTP/1.1\r\nHost: www.shop.test\r\nUser-Agent: Mozilla/5.0\r\nCookie: consent=analytics,marketing\r\nConnection: close\r\n\r\n");
        Assert.Equal(200, answer.Status);
        Assert.Single(proxy.Vendor.Received);
    }

    [Fact]
    public async Task Unlisted_path_that_ends_like_a_file_is_refused_and_counted()
    {
        await using var proxy = await ProxyUnderTest.Start();
        var answer = await proxy.Send("GET /mp/wp-login.php HTTP/1.1\r\nHost: www.shop.test\r\nConnection: close\r\n\r\n");
        Assert.Equal(404, answer.Status);
        Assert.Equal(1, proxy.Count("refused site=shop vendor=mixpanel"));
    }
}
