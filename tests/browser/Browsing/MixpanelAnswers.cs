using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.BrowserTests.Browsing;

/// <summary>
/// Answers as Mixpanel's ingestion does, with what a page should never see of a third party added: a cookie, and CORS
/// headers that do not fit requests with credentials.
/// </summary>
internal sealed class MixpanelAnswers(Pulse pulse)
{
    private readonly ConcurrentQueue<ReceivedRequest> _accepted = new();
    private int _failures;

    /// <summary>The answer to /flags.</summary>
    public string Flags { get; set; } = """{"flags":{},"pending_first_time_events":[]}""";

    /// <summary>How the next failures look; default: 503.</summary>
    public Func<HttpContext, Task> Failure { get; set; } = http =>
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    };

    /// <summary>What the vendor took in: answered with success.</summary>
    public IReadOnlyList<ReceivedRequest> Accepted => [.. _accepted];

    public void FailNext(int requests) => Volatile.Write(ref _failures, requests);

    public async Task Answer(HttpContext http)
    {
        try
        {
            if (Interlocked.Decrement(ref _failures) >= 0)
            {
                await Failure(http);
                return;
            }

            await Accept(http);
        }
        finally
        {
            pulse.Beat();
        }
    }

    private Task Accept(HttpContext http)
    {
        var response = http.Response;
        response.Headers.SetCookie = "vendor_visitor=1; Path=/; Max-Age=31536000";
        response.Headers.AccessControlAllowOrigin = "*";
        var query = http.Request.Query;
        var path = http.Request.Path.Value!;
        _accepted.Enqueue(http.Features.GetRequiredFeature<ReceivedRequest>());
        if (path.StartsWith("/libs/", StringComparison.Ordinal))
        {
            response.ContentType = "text/javascript";
            return response.SendFileAsync(ShopPages.SdkFile("mixpanel.min.js"));
        }

        if (path.StartsWith("/flags", StringComparison.Ordinal))
            return Json(HttpMethods.IsGet(http.Request.Method) ? Flags : "{}");
        if (path.StartsWith("/settings", StringComparison.Ordinal))
            return Json("""{"sdk_config":{"config":{"record_sessions_percent":0}}}""");
        if (query["img"] == "1")
        {
            response.ContentType = "image/gif";
            return response.Body.WriteAsync(Convert.FromBase64String("R0lGODlhAQABAJAAAP8AAAAAACH5BAUQAAAALAAAAAABAAEAAAICBAEAOw==")).AsTask();
        }

        return query["verbose"] == "1" ? Json("""{"error":null,"status":1}""") : Text("1");

        Task Json(string body)
        {
            response.ContentType = "application/json";
            return response.WriteAsync(body);
        }

        Task Text(string body)
        {
            response.ContentType = "text/plain";
            return response.WriteAsync(body);
        }
    }
}
