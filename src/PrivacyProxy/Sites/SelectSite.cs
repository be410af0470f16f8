using System.Text;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Redaction;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Sites;

/// <summary>Host and path decide whose promise holds. What nobody has listed is refused here.</summary>
internal static class SelectSite
{
    public static ValueTask<Verdict> Run(Exchange exchange)
    {
        var request = exchange.Http.Request;
        if (IsUpgrade(exchange.Http))
            return new(Verdict.Refuse(RefusalReason.Upgrade, StatusCodes.Status400BadRequest));
        if (exchange.Directory.Find(request.Host.Host) is not { } site)
            return new(Verdict.Refuse(RefusalReason.UnknownHost, StatusCodes.Status404NotFound));
        exchange.Site = site;
        if (site.FindVendor(request.Path.Value, out var rest) is not { } vendor)
            return new(Verdict.Refuse(RefusalReason.UnknownPath, StatusCodes.Status404NotFound));
        exchange.Vendor = vendor;
        if (vendor.Endpoints.Find(rest) is not { } match)
            return new(Verdict.Refuse(RefusalReason.UnknownPath, StatusCodes.Status404NotFound));

        // Links in mails lead to pages and may name their reader. Nothing else has a reason to.
        if (match.HasVariables && match.Endpoint.Kind != EndpointKind.Page && NamesAPerson(match.Path))
            return new(Verdict.Refuse(RefusalReason.UnknownPath, StatusCodes.Status404NotFound));

        exchange.Endpoint = match.Endpoint;
        exchange.OutgoingPath = match.Path;
        if (HttpMethods.IsOptions(request.Method))
            return new(Verdict.Continue);
        if (match.Endpoint.Kind == EndpointKind.Refuse)
            return new(Verdict.Refuse(RefusalReason.EndpointRefused, 0));
        return new(match.Endpoint.Allows(request.Method)
            ? Verdict.Continue
            : Verdict.Refuse(RefusalReason.MethodNotAllowed, StatusCodes.Status405MethodNotAllowed));
    }

    private static bool NamesAPerson(string path)
    {
        // Each segment by itself: what is found first in a text is what the text is called.
        foreach (var segment in path.Split('/'))
        {
            // A number alone is the vendor's own.
            if (segment.AsSpan().ContainsAnyExceptInRange('0', '9')
                && PersonalData.Classify(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(segment))) is not (DataClass.Shielded or DataClass.Token))
                return true;
        }

        return false;
    }

    // A tunnel would carry bytes that no step sees.
    private static bool IsUpgrade(HttpContext http) =>
        http.Request.Headers.Upgrade.Count > 0
        || HttpMethods.IsConnect(http.Request.Method)
        || http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };
}
