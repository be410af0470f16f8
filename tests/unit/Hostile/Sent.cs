using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Hostile;

/// <summary>Sends one request to a proxy of its own and says what has to become of it.</summary>
internal static class Sent
{
    /// <summary>Answered as the vendor would have accepted it, counted, and not forwarded.</summary>
    public static async Task<RawAnswer> IsDropped(byte[] request, string reason, string step, string settings = ProxyUnderTest.DefaultSettings)
    {
        await using var proxy = await ProxyUnderTest.Start(settings);
        var answer = await proxy.Send(request);
        await proxy.Accounted(1);
        Assert.Equal(
            [$"received site=shop vendor=mixpanel +1", $"dropped site=shop vendor=mixpanel step={step} reason={reason} +1"], proxy.Counts);
        Assert.Empty(proxy.Vendor.Received);
        Assert.Equal((200, "1"), (answer.Status, answer.BodyText));
        return answer;
    }

    /// <summary>Answered with an error, counted, and not forwarded.</summary>
    public static async Task<RawAnswer> IsRefused(byte[] request, int status, string reason, string settings = ProxyUnderTest.DefaultSettings)
    {
        await using var proxy = await ProxyUnderTest.Start(settings);
        var answer = await proxy.Send(request);
        await proxy.Accounted(1);
        var count = Assert.Single(proxy.Counts, c => !c.StartsWith("received", StringComparison.Ordinal));
        Assert.StartsWith("refused ", count, StringComparison.Ordinal);
        Assert.EndsWith($" reason={reason} +1", count, StringComparison.Ordinal);
        Assert.Equal(1, proxy.Count("received"));
        Assert.Empty(proxy.Vendor.Received);
        Assert.Equal(status, answer.Status);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        return answer;
    }

    /// <summary>Refused by the server before there is a request that could be counted.</summary>
    public static async Task IsNoRequest(byte[] bytes, params int[] statuses)
    {
        await using var proxy = await ProxyUnderTest.Start();
        var answer = await proxy.Send(bytes);
        Assert.Contains(answer.Status, statuses);
        Assert.Empty(proxy.Counts);
        Assert.Empty(proxy.Vendor.Received);
    }

    /// <summary>Forwarded; the vendor's view of it.</summary>
    public static async Task<ReceivedRequest> IsForwarded(byte[] request, string settings = ProxyUnderTest.DefaultSettings)
    {
        await using var proxy = await ProxyUnderTest.Start(settings);
        var answer = await proxy.Send(request);
        await proxy.Accounted(1);
        Assert.Equal(1, proxy.Count("forwarded"));
        Assert.Equal((200, "1"), (answer.Status, answer.BodyText));
        return Assert.Single(proxy.Vendor.Received);
    }
}
