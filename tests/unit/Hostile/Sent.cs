using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Hostile;

/// <summary>Sends one request and says what has to become of it.</summary>
internal static class Sent
{
    /// <summary>Answered as the vendor would have accepted it, counted, and not forwarded.</summary>
    public static async Task<RawAnswer> IsDropped(byte[] request, string reason, string? step, string settings = ProxyUnderTest.DefaultSettings)
    {
        var (answer, counts, received) = await One(request, settings);
        Assert.Equal("received site=shop vendor=mixpanel +1", counts[0]);
        Assert.StartsWith("dropped site=shop vendor=mixpanel step=" + step, counts[1], StringComparison.Ordinal);
        Assert.EndsWith($" reason={reason} +1", counts[1], StringComparison.Ordinal);
        Assert.Empty(received);
        Assert.Equal((200, "1"), (answer.Status, answer.BodyText));
        return answer;
    }

    /// <summary>Answered with an error, counted, and not forwarded.</summary>
    public static async Task<RawAnswer> IsRefused(byte[] request, int status, string reason, string settings = ProxyUnderTest.DefaultSettings)
    {
        var (answer, counts, received) = await One(request, settings);
        Assert.StartsWith("refused ", counts[1], StringComparison.Ordinal);
        Assert.EndsWith($" reason={reason} +1", counts[1], StringComparison.Ordinal);
        Assert.Empty(received);
        Assert.Equal(status, answer.Status);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        return answer;
    }

    /// <summary>Forwarded; the vendor's view of it.</summary>
    public static async Task<ReceivedRequest> IsForwarded(byte[] request, string settings = ProxyUnderTest.DefaultSettings)
    {
        var (answer, counts, received) = await One(request, settings);
        Assert.StartsWith("forwarded ", counts[1], StringComparison.Ordinal);
        Assert.Equal((200, "1"), (answer.Status, answer.BodyText));
        return Assert.Single(received);
    }

    /// <summary>Refused by the server before there is a request that could be counted.</summary>
    public static Task IsNoRequest(byte[] bytes, params int[] statuses) => SharedProxies.Use(ProxyUnderTest.DefaultSettings, async proxy =>
    {
        var answer = await proxy.Send(bytes);
        Assert.Contains(answer.Status, statuses);
        Assert.Empty(proxy.Counts);
        Assert.Empty(proxy.Vendor.Received);
    });

    /// <summary>Whatever the answer and the account: nothing was forwarded.</summary>
    public static Task IsNotForwarded(byte[] bytes, params int[] statuses) => SharedProxies.Use(ProxyUnderTest.DefaultSettings, async proxy =>
    {
        var answer = await proxy.Send(bytes);
        if (proxy.Counts.Count > 0)
            await proxy.Accounted(1);
        Assert.Contains(answer.Status, statuses);
        Assert.Empty(proxy.Vendor.Received);
    });

    private static async Task<(RawAnswer Answer, IReadOnlyList<string> Counts, IReadOnlyList<ReceivedRequest> Received)> One(byte[] request, string settings)
    {
        (RawAnswer, IReadOnlyList<string>, IReadOnlyList<ReceivedRequest>) result = default;
        await SharedProxies.Use(settings, async proxy =>
        {
            var answer = await proxy.Send(request);
            await proxy.Accounted(1);
            Assert.Equal(2, proxy.Counts.Count);
            result = (answer, proxy.Counts, proxy.Vendor.Received);
        });
        return result;
    }
}
