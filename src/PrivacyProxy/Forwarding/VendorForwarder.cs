using PrivacyProxy.Pipeline;
using PrivacyProxy.Responses;
using PrivacyProxy.Vendors;
using Yarp.ReverseProxy.Forwarder;

namespace PrivacyProxy.Forwarding;

/// <summary>
/// Sends what the steps have written to the vendor, and the vendor's filtered answer back. Routing is by our own
/// snapshot, so YARP is used as the forwarder that it is at heart (see docs/decisions).
/// </summary>
internal sealed class VendorForwarder(IHttpForwarder forwarder, VendorConnections connections)
{
    /// <summary>null when the vendor answered; otherwise the caller has been answered 502 or 504.</summary>
    public async ValueTask<FailureReason?> Forward(Exchange exchange)
    {
        var http = exchange.Http;
        OutgoingBody.Hide(http);
        using var answer = exchange.Endpoint.Kind == EndpointKind.Event ? new HeldAnswer(http) : null;
        var upstream = exchange.Endpoint.Kind == EndpointKind.Script ? exchange.Vendor.ScriptUpstream : exchange.Vendor.Upstream;
        var error = await forwarder.SendAsync(
            http, upstream, connections.Invoker, connections.ConfigFor(exchange.Vendor.Timeout), new OutgoingRequest(exchange, upstream));
        if (error == ForwarderError.None)
        {
            if (answer is not null)
                await answer.Release();
            return null;
        }

        if (http.RequestAborted.IsCancellationRequested)
            return FailureReason.CallerGone;
        var isTimeout = error is ForwarderError.RequestTimedOut or ForwarderError.ResponseBodyCanceled or ForwarderError.RequestBodyCanceled
            // A vendor that falls silent in the middle of its body is reported as one that broke off.
            || http.Features.Get<IForwarderErrorFeature>()?.Exception is OperationCanceledException or TimeoutException;
        answer?.Discard();
        await OwnAnswer.WriteFailure(exchange, isTimeout ? StatusCodes.Status504GatewayTimeout : StatusCodes.Status502BadGateway);
        return isTimeout ? FailureReason.VendorTimeout : FailureReason.VendorUnreachable;
    }
}
