using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PrivacyProxy.BrowserTests.Browsing;

/// <summary>The site's own pages, with Mixpanel's SDK from npm. They know nothing of the proxy but what a test tells them.</summary>
internal sealed class ShopPages : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ShopPages(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>Serves the pages on a port of their own.</summary>
    public static async Task<ShopPages> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(Serve);
        await app.StartAsync();
        return new ShopPages(app);
    }

    public static Task Serve(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "/";
        if (path == "/favicon.ico")
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        var isScript = path.StartsWith("/sdk/", StringComparison.Ordinal);
        var file = isScript
            ? SdkFile(Path.GetFileName(path))
            : Path.Combine(AppContext.BaseDirectory, "Pages", path == "/snippet" ? "snippet.html" : "shop.html");
        http.Response.ContentType = isScript ? "text/javascript" : "text/html; charset=utf-8";
        return http.Response.SendFileAsync(file);
    }

    /// <summary>Without the SDK no test can say anything, so none may pass.</summary>
    public static void CheckSdk()
    {
        foreach (var name in (string[])["mixpanel.umd.js", "mixpanel.min.js", "mixpanel-jslib-snippet.min.js", "rrweb.umd.min.cjs"])
            SdkFile(name);
    }

    /// <summary>A file of the SDK.</summary>
    public static string SdkFile(string name)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "sdk", name);
        return File.Exists(file)
            ? file
            : throw new InvalidOperationException(
                $"Mixpanel's SDK is missing ({file}). Run npm ci --prefix tests/browser and build again; ./build.sh test does both.");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
