using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PrivacyProxy.Tests.Support;

/// <summary>Stands in for all vendors: keeps what it receives and answers as it is told.</summary>
internal sealed class RecordingVendor : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedRequest> _received = new();
    private readonly Arrivals _arrivals = new();
    private readonly WebApplication _app;

    private RecordingVendor(WebApplication app) => _app = app;

    public IReadOnlyList<ReceivedRequest> Received => [.. _received];

    public string Url => _app.Urls.First();

    /// <summary>The answer; default: 200 with the text 1. The request as it was kept is among the features.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = Accepted;

    public static async Task<RecordingVendor> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var vendor = new RecordingVendor(app);
        app.Run(vendor.Record);
        await app.StartAsync();
        return vendor;
    }

    /// <summary>Ends when so many requests have come.</summary>
    public Task Arrived(int requests) => _arrivals.Until(() => _received.Count >= requests, () => $"{requests} requests at the vendor");

    public void Forget() => _received.Clear();

    public static Task Accepted(HttpContext http)
    {
        http.Response.ContentType = "text/plain";
        return http.Response.WriteAsync("1");
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Record(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var headers = http.Request.Headers.SelectMany(h => h.Value.Select(v => new KeyValuePair<string, string>(h.Key, v ?? ""))).ToList();
        var received = new ReceivedRequest(
            http.Request.Method, http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, headers, body.ToArray());
        _received.Enqueue(received);
        http.Features.Set(received);
        _arrivals.Look();
        await Answer(http);
    }
}
