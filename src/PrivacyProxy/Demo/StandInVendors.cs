using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Features;

namespace PrivacyProxy.Demo;

/// <summary>
/// Mixpanel and Mautic as far as the demo needs them: a server on a loopback port that answers as they do and keeps what
/// it received, so that the demo shows what arrived and not what should have.
/// </summary>
internal sealed class StandInVendors : IAsyncDisposable
{
    private const int Kept = 200;

    private readonly ConcurrentDictionary<string, VendorRequest> _received = new();
    private readonly WebApplication _app;

    private StandInVendors(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public static async Task<StandInVendors> Start(CancellationToken cancelled)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var app = builder.Build();
        var vendors = new StandInVendors(app);
        app.Run(vendors.Receive);
        await app.StartAsync(cancelled);
        return vendors;
    }

    /// <summary>What arrived with this target and body, and forgets it; null if nothing did.</summary>
    public VendorRequest? Take(string target, ReadOnlySpan<byte> body) =>
        _received.TryRemove(Key(target, body), out var request) ? request : null;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static string Key(string target, ReadOnlySpan<byte> body) => target + "\n" + Convert.ToBase64String(body);

    private async Task Receive(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var headers = http.Request.Headers.Select(h => new KeyValuePair<string, string>(h.Key, h.Value.ToString())).ToList();
        // What nobody took, was not shown: its request ended otherwise, or came past the proxy.
        if (_received.Count >= Kept)
            _received.Clear();
        _received[Key(target, body.ToArray())] = new VendorRequest(target, headers, body.ToArray());

        var response = http.Response;
        switch (http.Request.Path.Value)
        {
            case "/mtc/event" or "/mtc":
                response.ContentType = "application/json";
                response.Headers.Append("Set-Cookie", "mautic_device_id=k3v9x0a1b2c3d4e5f6g7h8i; Max-Age=31536000; path=/; secure; samesite=none");
                await response.WriteAsync("{\"success\":1,\"id\":4217,\"sid\":\"k3v9x0a1b2c3d4e5f6g7h8i\",\"device_id\":\"k3v9x0a1b2c3d4e5f6g7h8i\",\"events\":[]}");
                break;
            case "/mtracking.gif":
                response.ContentType = "image/gif";
                await response.Body.WriteAsync(Convert.FromBase64String("R0lGODlhAQABAJAAAP8AAAAAACH5BAUQAAAALAAAAAABAAEAAAICBAEAOw=="));
                break;
            default:
                response.ContentType = "application/json";
                await response.WriteAsync("{\"error\":null,\"status\":1}");
                break;
        }
    }
}

/// <summary>One request as a stand-in vendor received it.</summary>
internal sealed record VendorRequest(string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body);
