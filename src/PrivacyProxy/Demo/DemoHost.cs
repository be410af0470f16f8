using System.Net;
using Microsoft.Extensions.Configuration;
using PrivacyProxy.Hosting;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Settings;

namespace PrivacyProxy.Demo;

/// <summary>The command <c>demo</c>: a shop, the proxy, and stand-ins for both vendors in one process, on loopback only.</summary>
internal static class DemoHost
{
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-ancestors 'self'";

    private static readonly Dictionary<string, string> s_types = new(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    public static async Task<int> Run(int port, CancellationToken cancelled)
    {
        await using var vendors = await StandInVendors.Start(cancelled);
        var app = Build(vendors, port);
        return await ProxyHost.Run(app, () => Console.Out.WriteLineAsync(
            $"""

            The shop:               {app.Urls.First()}/
            What leaves, live:      {app.Urls.First()}/demo/live

            Choose in the shop's banner, click around, and watch what Mixpanel and Mautic receive. Stop with Ctrl+C.
            """), cancelled);
    }

    /// <summary>The proxy with the demo's pages on it, not yet started. Port 0 lets the system choose.</summary>
    public static WebApplication Build(StandInVendors vendors, int port)
    {
        var problems = new SettingsProblems();
        var app = ProxyHost.Build(
            Path.Combine(AppContext.BaseDirectory, "config", "demo.json"),
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(DemoSettings.For(vendors.Url));
                builder.WebHost.UseUrls(port == 0 ? "http://127.0.0.1:0" : $"http://localhost:{port}");
            },
            new BrokenFile(),
            problems) ?? throw new InvalidOperationException(SettingsProblem.Print("The demo", problems.All));

        var view = new LiveView(vendors, TimeProvider.System);
        app.Services.GetRequiredService<PrivacyPipeline>().Observer = view.Show;
        app.Use(OnlyLoopback);
        app.Use(KeepSentRequest);
        app.UseRouting();
        app.MapGet("/", http => Page(http, "shop.html", "text/html; charset=utf-8"));
        app.MapGet("/demo/live", http => Page(http, "live.html", "text/html; charset=utf-8"));
        app.MapGet("/demo/assets/{file}", Asset);
        app.MapGet("/favicon.ico", () => Results.NoContent());
        app.MapGet("/demo/events", view.Stream);
        app.MapGet("/demo/events/history", () => Results.Text(view.History, "application/json"));
        return app;
    }

    private static Task Asset(HttpContext http)
    {
        var file = (string)http.Request.RouteValues["file"]!;
        return s_types.TryGetValue(Path.GetExtension(file), out var type) ? Page(http, file, type) : NotFound(http);
    }

    private static async Task Page(HttpContext http, string file, string type)
    {
        await using var page = typeof(DemoHost).Assembly.GetManifestResourceStream("Demo/" + file);
        if (page is null)
        {
            await NotFound(http);
            return;
        }

        http.Response.ContentType = type;
        http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-cache";
        await page.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>
    /// Any website can let a name of its own point to loopback, and its pages would then read the view as their own
    /// (DNS rebinding). The name is all that gives them away.
    /// </summary>
    private static Task OnlyLoopback(HttpContext http, RequestDelegate next)
    {
        var host = http.Request.Host.Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))
                ? next(http)
                : NotFound(http);
    }

    /// <summary>Keeps the body for the view; the pipeline reads it from the copy.</summary>
    private static async Task KeepSentRequest(HttpContext http, RequestDelegate next)
    {
        using var body = new MemoryStream();
        if (http.Request.ContentLength is > 0 and <= 1024 * 1024)
        {
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            http.Request.Body = new MemoryStream(body.ToArray());
        }

#pragma warning disable RS0030 // The demo shows its user the address that its own machine has on loopback.
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
#pragma warning restore RS0030
        http.Features.Set(new SentRequest(address, body.ToArray()));
        await next(http);
    }
}
