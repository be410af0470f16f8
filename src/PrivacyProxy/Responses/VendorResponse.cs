using System.Collections.Frozen;
using Microsoft.AspNetCore.Http.Features;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Responses;

/// <summary>
/// What comes back of a vendor's answer: the status, the body, and a short list of headers. Hop-by-hop headers, the
/// vendor's server, tracing and CORS headers are not on the list.
/// </summary>
internal static class VendorResponse
{
    private static readonly FrozenSet<string> s_passing = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Content-Type", "Content-Length", "Content-Encoding", "Content-Language", "Content-Disposition", "Content-Range",
        "Accept-Ranges", "Cache-Control", "Expires", "Last-Modified", "ETag", "Pragma", "Age", "Location", "Retry-After");

    // A vendor's page says itself who may frame it and what it may load; to take that away would open it.
    private static readonly FrozenSet<string> s_passingOnPages = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "Content-Security-Policy", "X-Frame-Options");

    // RFC 9110 section 8.4.1. Mautic's pixel says "none", which is no coding.
    private static readonly FrozenSet<string> s_codings = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "gzip", "br", "deflate", "zstd");

    /// <returns>True when the body follows.</returns>
    /// <exception cref="HttpRequestException">The answer is none that may pass; the vendor counts as failed.</exception>
    public static bool Write(Exchange exchange, HttpResponseMessage vendor)
    {
        var http = exchange.Http;
        var headers = http.Response.Headers;
        var status = (int)vendor.StatusCode;
        if (!IsPassing(exchange.Endpoint.Kind, status))
            throw new HttpRequestException("The vendor gave no answer that may pass.");
        var hasBody = status is not (204 or 205 or 304);
        var named = ConnectionNamed(vendor);
        foreach (var (name, values) in vendor.Headers.NonValidated)
            Copy(name, values);
        foreach (var (name, values) in vendor.Content.Headers.NonValidated)
            Copy(name, values);

        // A reason phrase is free text of the vendor's server.
        http.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = null;
        SetCookies.Write(exchange, vendor);
        SecurityHeaders.Write(exchange);
        Cors.Write(exchange);
        return hasBody;

        void Copy(string name, System.Net.Http.Headers.HeaderStringValues values)
        {
            if (exchange.Endpoint.Kind == EndpointKind.Page && s_passingOnPages.Contains(name))
            {
                // Each line restricts further, so all of them pass, or what is left would allow more than was meant.
                headers[name] = new([.. values.Where(v => !v.AsSpan().ContainsAnyExceptInRange(' ', '~'))]);
                return;
            }

            if (!s_passing.Contains(name) || values.Count != 1 || (named?.Contains(name) ?? false))
                return;
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && !IsLength(vendor, hasBody || status == 304))
                return;
            if (name.Equals("Location", StringComparison.OrdinalIgnoreCase) && exchange.Endpoint.Kind != EndpointKind.Page)
                return;
            var value = values.ToString();
            if (name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase) && !s_codings.Contains(value))
                return;
            if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                // The server refuses to write such a field; without it the answer is still one. A redirect is none without
                // its target, whose bytes may be escaped (RFC 3986 section 2.1).
                if (!name.Equals("Location", StringComparison.OrdinalIgnoreCase))
                    return;
                value = string.Concat(value.Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"%{(int)c & 0xFF:X2}"));
            }

            headers[name] = value;
        }
    }

    /// <summary>
    /// A browser follows a redirect by itself, past this proxy: it would repeat the event as the page wrote it, from the
    /// visitor's own address. Only what a visitor opens may lead elsewhere.
    /// </summary>
    private static bool IsPassing(EndpointKind kind, int status) =>
        status is >= 200 and <= 599 && (kind == EndpointKind.Page || status is < 300 or 304 or >= 400);

    /// <summary>RFC 9112 section 6.3: chunks override a length, and an answer that has no body has no length either.</summary>
    private static bool IsLength(HttpResponseMessage vendor, bool mayHaveBody) =>
        mayHaveBody && vendor.Headers.TransferEncodingChunked != true;

    /// <summary>RFC 9110 section 7.6.1: fields named in Connection belong to that connection alone.</summary>
    private static HashSet<string>? ConnectionNamed(HttpResponseMessage vendor)
    {
        if (!vendor.Headers.NonValidated.TryGetValues("Connection", out var values))
            return null;
        return new HashSet<string>(
            values.SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
            StringComparer.OrdinalIgnoreCase);
    }
}
