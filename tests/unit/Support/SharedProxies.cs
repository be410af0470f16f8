using System.Collections.Concurrent;

namespace PrivacyProxy.Tests.Support;

/// <summary>
/// One proxy per settings for tests that ask it one question each: a start costs more than all of their requests. A test
/// has the proxy for itself and finds it as new.
/// </summary>
internal static class SharedProxies
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<ProxyUnderTest>>> s_proxies = new();
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> s_turns = new();

    public static async Task Use(string settings, Func<ProxyUnderTest, Task> ask)
    {
        var turn = s_turns.GetOrAdd(settings, _ => new SemaphoreSlim(1));
        await turn.WaitAsync();
        try
        {
            var proxy = await s_proxies.GetOrAdd(settings, s => new Lazy<Task<ProxyUnderTest>>(() => ProxyUnderTest.Start(s))).Value;
            proxy.Forget();
            proxy.Vendor.Answer = RecordingVendor.Accepted;
            await ask(proxy);
        }
        finally
        {
            turn.Release();
        }
    }
}
