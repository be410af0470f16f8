using System.Text;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Responses;

/// <summary>The answers that the proxy gives itself. They say what happened and nothing of the request.</summary>
internal static class OwnAnswer
{
    /// <summary>As the vendor would have accepted it.</summary>
    public static Task WriteDrop(Exchange exchange, DropReason reason)
    {
        var response = exchange.Http.Response;
        if (reason == DropReason.Preflight)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            response.Headers.XContentTypeOptions = "nosniff";
            Cors.WritePreflight(exchange);
            return Task.CompletedTask;
        }

        return WriteVendorAnswer(exchange);
    }

    /// <summary>An error, or what the endpoint's profile says of a refused endpoint.</summary>
    public static Task WriteRefusal(Exchange exchange, Verdict verdict)
    {
        if (verdict.Status == 0)
            return WriteVendorAnswer(exchange);
        if (verdict.RefusalReason == RefusalReason.MethodNotAllowed)
            exchange.Http.Response.Headers.Allow = string.Join(", ", exchange.Endpoint.Methods.Append("OPTIONS"));
        return WriteText(exchange, verdict.Status, verdict.RefusalReason switch
        {
            RefusalReason.UnknownHost => "No site has this host.",
            RefusalReason.UnknownPath => "Nothing is reached under this path.",
            RefusalReason.MethodNotAllowed => "This method is not allowed here.",
            RefusalReason.TooLarge => "The request is larger than is read here.",
            RefusalReason.MediaType => "A body of this media type is not read here.",
            RefusalReason.Upgrade => "Upgrades and tunnels are not offered.",
            _ => "This is not offered.",
        });
    }

    /// <summary>A vendor that failed: 502 or 504, which SDKs retry.</summary>
    public static Task WriteFailure(Exchange exchange, int status)
    {
        if (exchange.Http.Response.HasStarted)
            return Task.CompletedTask;
        exchange.Http.Response.Headers.Clear();
        return WriteText(exchange, status, "The vendor did not answer.");
    }

    private static async Task WriteVendorAnswer(Exchange exchange)
    {
        var response = exchange.Http.Response;
        // There is no endpoint when the very first step failed.
        var answer = exchange.Endpoint?.Answer.For(exchange.Http.Request.QueryString.Value) ?? VendorAnswer.NoContent;
        response.StatusCode = answer.Status;
        SecurityHeaders.Write(exchange);
        Cors.Write(exchange);

        // The next request may be answered otherwise: consent may be given at any moment.
        response.Headers.CacheControl = "private, no-store";
        if (answer.Type is null)
            return;
        response.ContentType = answer.Type;
        response.ContentLength = answer.Body.Length;
        if (!HttpMethods.IsHead(exchange.Http.Request.Method))
            await response.Body.WriteAsync(answer.Body);
    }

    private static async Task WriteText(Exchange exchange, int status, string text)
    {
        var response = exchange.Http.Response;
        response.StatusCode = status;
        SecurityHeaders.Write(exchange);
        Cors.Write(exchange);
        response.Headers.CacheControl = "no-store";
        response.ContentType = "text/plain; charset=utf-8";
        var body = Encoding.UTF8.GetBytes(text + "\n");
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(exchange.Http.Request.Method))
            await response.Body.WriteAsync(body);
    }
}
