using PrivacyProxy.Forwarding;
using PrivacyProxy.Geo;
using PrivacyProxy.Redaction;
using PrivacyProxy.Responses;
using PrivacyProxy.Settings;
using Account = PrivacyProxy.Pipeline.PipelineMetrics.Outcome;

namespace PrivacyProxy.Pipeline;

/// <summary>
/// Takes every request through the steps, then either forwards it or answers it, and counts it once.
/// </summary>
internal sealed class PrivacyPipeline(
    LiveSettings settings, VendorForwarder forwarder, PlaceLookup placeLookup, PipelineMetrics metrics, ILogger<PrivacyPipeline> log)
{
    private const string Forwarding = "forward";

    /// <summary>Set by those who explain what happens to requests (the demo); null for all others.</summary>
    public ExchangeObserver? Observer { get; set; }

    public async Task Handle(HttpContext http)
    {
        using var exchange = new Exchange(http, settings.Current, placeLookup, Observer is null ? null : new ChangeLog());
        var account = Account.Failed;
        var reason = "";
        try
        {
            var verdict = await Decision.Of(exchange, log);
            switch (verdict.Kind)
            {
                case VerdictKind.Drop:
                    (account, reason) = (Account.Dropped, verdict.DropReason.Name());
                    await OwnAnswer.WriteDrop(exchange, verdict.DropReason);
                    break;
                case VerdictKind.Refuse:
                    (account, reason) = (Account.Refused, verdict.RefusalReason.Name());
                    await OwnAnswer.WriteRefusal(exchange, verdict);
                    break;
                default:
                    exchange.StoppedAt = Forwarding;
                    var failure = await forwarder.Forward(exchange);
                    (account, reason) = failure is null ? (Account.Forwarded, "") : (Account.Failed, failure.Value.Name());
                    if (failure is not null)
                        log.VendorFailed(exchange.Vendor.Name, exchange.Site.Name, reason, http.Response.StatusCode);
                    break;
            }
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            (account, reason) = (Account.Failed, FailureReason.CallerGone.Name());
        }
        catch (Exception e) when (exchange.StoppedAt == Forwarding)
        {
            (account, reason) = (Account.Failed, FailureReason.ProxyError.Name());
            log.StepFailed(Forwarding, e.GetType().Name, exchange.Site.Name, exchange.Vendor.Name);
            await OwnAnswer.WriteFailure(exchange, StatusCodes.Status502BadGateway);
        }
        finally
        {
            Count(exchange, account, reason);
        }
    }

    private void Count(Exchange exchange, Account account, string reason)
    {
        try
        {
            metrics.Count(exchange.Site?.Name ?? "", exchange.Vendor?.Name ?? "", account, exchange.StoppedAt, reason);
            Observer?.Invoke(exchange, account, reason);
        }
        catch (Exception e)
        {
            // Closed for people, open for telemetry: a listener that throws never stops a request.
            log.CountingFailed(e.GetType().Name);
        }
    }
}

/// <summary>Is told of each request when it is over; its surfaces are still there then.</summary>
internal delegate void ExchangeObserver(Exchange exchange, Account account, string reason);
