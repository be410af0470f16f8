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
        var headers = exchange.Http.Request.Headers;
        var purpose = exchange.Vendor.Purpose;
        var decision = exchange.Site.Consent.Read(headers.Cookie);
        var state = decision.ForPurpose(purpose);
        var effective = exchange.Site.Gpc.Apply(decision, headers["Sec-GPC"]).ForPurpose(purpose);

        // Where the site has written that an endpoint needs no consent, a refusal still is one.
        exchange.HasConsent = effective == ConsentState.Granted
            || (effective == ConsentState.Undecided && !exchange.Endpoint.NeedsConsent);
        if (exchange.HasConsent || exchange.Endpoint.Kind == EndpointKind.Page)
            return new(Verdict.Continue);
        return new(Verdict.Drop(
            effective != state ? DropReason.Gpc
            : state == ConsentState.Refused ? DropReason.ConsentRefused
            : DropReason.ConsentUndecided));
    }
}
