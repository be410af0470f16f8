using PrivacyProxy.Pipeline;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Consent;

/// <summary>
/// Reads the visitor's decision from the site's consent cookie and the browser's signal. No decision is a denial. A page
/// that the visitor opens goes on without consent, but without what identifies the visitor.
/// </summary>
internal static class ReadConsent
{
    public static ValueTask<Verdict> Run(Exchange exchange)
    {
        if (!exchange.Endpoint.NeedsConsent)
        {
            exchange.HasConsent = true;
            return new(Verdict.Continue);
        }

        var headers = exchange.Http.Request.Headers;
        var purpose = exchange.Vendor.Purpose;
        var decision = exchange.Site.Consent.Read(headers.Cookie);
        var state = decision.ForPurpose(purpose);
        var isGranted = exchange.Site.Gpc.Apply(decision, headers["Sec-GPC"]).ForPurpose(purpose) == ConsentState.Granted;
        exchange.HasConsent = isGranted;
        if (exchange.HasConsent || exchange.Endpoint.Kind == EndpointKind.Page)
            return new(Verdict.Continue);
        return new(Verdict.Drop(state switch
        {
            ConsentState.Granted => DropReason.Gpc,
            ConsentState.Refused => DropReason.ConsentRefused,
            _ => DropReason.ConsentUndecided,
        }));
    }
}
