using Microsoft.AspNetCore.Http.Features;
using PrivacyProxy.Pipeline;

namespace PrivacyProxy.Forwarding;

/// <summary>
/// The redacted body in the place of the request's own. YARP is told that there is none: it would copy the stream that it
/// finds, in pieces and with a packet of its own for the headers, although the whole is in memory.
/// </summary>
internal static class OutgoingBody
{
    /// <summary>Takes the request's own body away from YARP, also for a method that should have none.</summary>
    public static void Hide(HttpContext http)
    {
        http.Request.Body = Stream.Null;
        http.Features.Set<IHttpRequestBodyDetectionFeature>(NoBody.Instance);
    }

    /// <summary>The body that the exchange wrote; null when it wrote none.</summary>
    public static HttpContent? Of(Exchange exchange)
    {
        if (!exchange.HasOutgoingBody || exchange.OutgoingBody.Length == 0)
            return null;

        // A copy of its own: a connection that breaks off may still read the body when the exchange is over, and the
        // exchange's array is then another request's.
        var content = new ByteArrayContent(exchange.OutgoingBody.Span.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", exchange.OutgoingContentType);
        return content;
    }

    private sealed class NoBody : IHttpRequestBodyDetectionFeature
    {
        public static readonly NoBody Instance = new();

        public bool CanHaveBody => false;
    }
}
