using Microsoft.Net.Http.Headers;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Responses;

/// <summary>
/// The vendor's cookies on their way to the visitor: listed names only, for at most 13 months (the life that CNIL
/// recommends for trackers), Secure, SameSite=Lax, and for our host alone, since everything is first-party here.
/// </summary>
internal static class SetCookies
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(395);

    public static void Write(Exchange exchange, HttpResponseMessage vendor)
    {
        if (!vendor.Headers.NonValidated.TryGetValues("Set-Cookie", out var lines))
            return;
        foreach (var line in lines)
        {
            if (SetCookieHeaderValue.TryParse(line, out var cookie)
                && exchange.Vendor.Cookies.Allows(cookie.Name, exchange.HasConsent, exchange.Endpoint.Kind == EndpointKind.Page))
            {
                exchange.Http.Response.Headers.Append(HeaderNames.SetCookie, Tame(cookie, exchange.Directory.Time.GetUtcNow()));
            }
        }
    }

    private static string Tame(SetCookieHeaderValue cookie, DateTimeOffset now)
    {
        cookie.Domain = default;
        cookie.Secure = true;
        cookie.Extensions.Clear();
        if (cookie.SameSite != Microsoft.Net.Http.Headers.SameSiteMode.Strict)
            cookie.SameSite = Microsoft.Net.Http.Headers.SameSiteMode.Lax;

        // The life is always given in seconds: Max-Age wins over Expires in every browser (RFC 6265 section 5.3).
        if (cookie.MaxAge is null && cookie.Expires is { } expires)
            cookie.MaxAge = expires <= now ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Round((expires - now).TotalSeconds));
        cookie.Expires = null;
        if (cookie.MaxAge > s_longest)
            cookie.MaxAge = s_longest;
        return cookie.ToString();
    }
}
