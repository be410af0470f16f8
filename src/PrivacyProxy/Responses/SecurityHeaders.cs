using PrivacyProxy.Pipeline;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Responses;

/// <summary>
/// Security headers by what is answered (values after the OWASP Secure Headers Project). Data and pixels are locked down;
/// scripts stay loadable by the site, and nothing more; a vendor's pages keep their own framing and content policy, since Mautic's forms
/// answer inside an iframe and would break.
/// </summary>
internal static class SecurityHeaders
{
    private const string Locked = "default-src 'none'; frame-ancestors 'none'; sandbox";

    public static void Write(Exchange exchange)
    {
        var headers = exchange.Http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (exchange.Http.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=63072000";
        switch (exchange.Endpoint?.Kind)
        {
            case EndpointKind.Page:
                headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
                // What a page says depends on the visitor's decision, and a cookie is for one visitor.
                headers.Append("Vary", "Cookie");
                if (headers.SetCookie.Count > 0)
                    KeepForOne(headers, "private, no-cache");
                break;
            case EndpointKind.Script:
                headers["Referrer-Policy"] = "no-referrer";
                headers["Cross-Origin-Resource-Policy"] = "same-site";
                // Says nothing to who loads a script, but one that calls itself HTML is no page of the site's when opened.
                headers.ContentSecurityPolicy = Locked;
                KeepOutOfSharedCaches(headers);
                break;
            default:
                headers["Referrer-Policy"] = "no-referrer";
                headers["Cross-Origin-Resource-Policy"] = "same-site";
                headers.ContentSecurityPolicy = Locked;
                headers.XFrameOptions = "DENY";
                // An event that a cache answers is lost, and its answer may hold the visitor's ids.
                KeepForOne(headers, "no-store");
                break;
        }
    }

    /// <summary>
    /// A script is given to visitors who agreed. A cache in front of us would give it to the others, and the browser's own
    /// would keep it long after a withdrawal.
    /// </summary>
    private static void KeepOutOfSharedCaches(IHeaderDictionary headers)
    {
        var written = headers.CacheControl.ToString();
        // With a field name behind it, no-cache speaks of that field alone (RFC 9111 section 5.2.2.4).
        KeepForOne(headers, written.Contains("no-store", StringComparison.OrdinalIgnoreCase) ? "no-store"
            : written.Contains("no-cache", StringComparison.OrdinalIgnoreCase) && !written.Contains('=', StringComparison.Ordinal) ? "private, no-cache"
            : "private, max-age=300");
    }

    private static void KeepForOne(IHeaderDictionary headers, string how)
    {
        headers.CacheControl = how;
        headers.Remove("Expires");
        headers.Remove("Pragma");
    }
}
