using Microsoft.Playwright;
using PrivacyProxy.BrowserTests.Browsing;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

// Pages and proxies share the machine's cores with the browser's own processes.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace PrivacyProxy.BrowserTests.Browsing;

/// <summary>The one browser of all tests. Each visit has a context of its own: its own cookies, storage and cache.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    // The test sites exist on loopback only, and nothing else is looked up.
    private static readonly string[] s_arguments =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--host-resolver-rules=MAP *.test 127.0.0.1,MAP * ~NOTFOUND",
    ];

    private IPlaywright? _playwright;

    internal IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var executable = Find();
        ShopPages.CheckSdk();
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = executable, Headless = true, ChromiumSandbox = false, Args = s_arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string Find()
    {
        var told = Environment.GetEnvironmentVariable("CHROMIUM");
        string[] names = string.IsNullOrEmpty(told) ? s_names : [told];
        var directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return names.SelectMany(name => directories.Select(directory => Path.Combine(directory, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                $"No Chromium was found as {string.Join(" or ", names)}. Install it (Debian: apt-get install chromium), or set CHROMIUM to its path.");
    }
}
