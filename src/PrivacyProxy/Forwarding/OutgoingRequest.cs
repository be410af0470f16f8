using System.Text;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Responses;
using Yarp.ReverseProxy.Forwarder;

namespace PrivacyProxy.Forwarding;

/// <summary>
/// Writes the request to the vendor from the exchange's outgoing surfaces alone. The base class, which would copy the
/// visitor's headers and add forwarding ones, is never called.
/// </summary>
internal sealed class OutgoingRequest(Exchange exchange, string upstream) : HttpTransformer
{
    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        var query = exchange.OutgoingQuery.Span;
        proxyRequest.RequestUri = new Uri(
            query.IsEmpty
                ? string.Concat(upstream, exchange.OutgoingPath)
                : string.Concat(upstream, exchange.OutgoingPath, "?", Encoding.ASCII.GetString(query)),
            UriKind.Absolute);
        foreach (var (name, value) in exchange.OutgoingHeaders)
            proxyRequest.Headers.TryAddWithoutValidation(name, value);
        proxyRequest.Content = OutgoingBody.Of(exchange);
        return ValueTask.CompletedTask;
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
            return new(false);
        return new(VendorResponse.Write(exchange, proxyResponse));
    }

    public override ValueTask TransformResponseTrailersAsync(
        HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
