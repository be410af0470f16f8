using System.Diagnostics.CodeAnalysis;
using Microsoft.Net.Http.Headers;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Responses;

/// <summary>
/// The vendor's cookies on their way to the visitor: listed names only, for at most 13 months (the life that CNIL
/// recommends for trackers), Secure, SameSite=Lax, and for our host alone, since everything is first-party here.
/// Without consent they end with the browser's session.
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
            if (TryParse(line, out var cookie)
                && exchange.Vendor.Cookies.NameForVisitor(cookie.Name.ToString(), exchange.HasConsent, exchange.Endpoint.Kind == EndpointKind.Page) is { } name)
            {
                cookie.Name = name;
                exchange.Http.Response.Headers.Append(HeaderNames.SetCookie, Tame(cookie, exchange.HasConsent, exchange.Directory.Time.GetUtcNow()));
            }
        }
    }

    /// <summary>A cookie that can't be read, or not be written, is left out; the answer around it is still one.</summary>
    private static bool TryParse(string line, [NotNullWhen(true)] out SetCookieHeaderValue? cookie)
    {
        cookie = null;
        if (line.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return false;
        try
        {
            return SetCookieHeaderValue.TryParse(line, out cookie);
        }
        catch (Exception e) when (e is OverflowException or ArgumentException or FormatException)
        {
            // The parser trips over ages beyond all calendars.
            return false;
        }
    }

    private static string Tame(SetCookieHeaderValue cookie, bool hasConsent, DateTimeOffset now)
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

        // What a page needs to work, it needs until the browser is closed; what lives on, would recognise the visitor.
        if (!hasConsent && cookie.MaxAge > TimeSpan.Zero)
            cookie.MaxAge = null;
        return cookie.ToString();
    }
}
