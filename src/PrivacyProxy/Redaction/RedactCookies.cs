using System.Text;
using PrivacyProxy.Consent;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Redaction;

/// <summary>The vendor's own cookies, by name; all others stay on the site.</summary>
internal static class RedactCookies
{
    public static ValueTask<Verdict> Run(Exchange exchange)
    {
        var rules = exchange.Vendor.Cookies;
        var lines = exchange.Http.Request.Headers.Cookie;
        if (!rules.Any || lines.Count == 0)
            return new(Verdict.Continue);

        StringBuilder? outgoing = null;
        var onPage = exchange.Endpoint.Kind == EndpointKind.Page;
        foreach (var cookie in new CookieLines(lines))
        {
            if (!rules.Allows(cookie.Name, exchange.HasConsent, onPage) || !IsToken(cookie.Value))
                continue;
            outgoing = outgoing is null ? new StringBuilder() : outgoing.Append("; ");
            outgoing.Append(cookie.Name).Append('=').Append(cookie.Value);
        }

        if (outgoing is not null)
            exchange.OutgoingHeaders.Add(new("Cookie", outgoing.ToString()));
        return new(Verdict.Continue);
    }

    // What a vendor writes into its id cookies. Anything else was written by somebody else.
    private static bool IsToken(ReadOnlySpan<char> value)
    {
        if (value.Length > 256 || !Kept.IsNobody(Encoding.UTF8.GetBytes(value.ToString())))
            return false;
        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or ','))
                return false;
        }

        return true;
    }
}
