using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.BrowserTests.Browsing;

/// <summary>
/// Stands before the proxy in the same server and keeps what the browser sent, beacons included, byte for byte. Serves
/// the shop's pages for all other paths, so that pages and proxy can share an origin.
/// </summary>
internal sealed class Tap(Pulse pulse) : IStartupFilter
{
    private readonly ConcurrentQueue<TappedRequest> _requests = new();
    private int _inFlight;

    public IReadOnlyList<TappedRequest> Requests => [.. _requests];

    public bool IsQuiet => Volatile.Read(ref _inFlight) == 0;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(Keep);
        next(app);
    };

    private async Task Keep(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/mp"))
        {
            await ShopPages.Serve(http);
            return;
        }

        Interlocked.Increment(ref _inFlight);
        try
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            body.Position = 0;
            http.Request.Body = body;
            var headers = http.Request.Headers
                .SelectMany(h => h.Value.Select(v => new KeyValuePair<string, string>(h.Key, v ?? ""))).ToList();
            var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            var tapped = new TappedRequest(new ReceivedRequest(http.Request.Method, target["/mp".Length..], headers, body.ToArray()));
            _requests.Enqueue(tapped);
            pulse.Beat();
            await next(http);
            tapped.Status = http.Response.StatusCode;
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
            pulse.Beat();
        }
    }
}

/// <summary>What the browser sent, its target without the vendor's path on the site, and how it was answered.</summary>
internal sealed record TappedRequest(ReceivedRequest Request)
{
    public int Status { get; set; }
}
