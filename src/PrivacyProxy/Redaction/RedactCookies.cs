using System.Text;
using PrivacyProxy.Consent;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Redaction;

/// <summary>The vendor's own cookies, by name; all others stay on the site.</summary>
internal static class RedactCookies
{
    private const int Longest = 256;

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
            var name = rules.NameForVendor(cookie.Name, exchange.HasConsent, onPage);
            if (name.IsEmpty || !IsToken(name) || !IsToken(cookie.Value))
                continue;
            outgoing = outgoing is null ? new StringBuilder() : outgoing.Append("; ");
            outgoing.Append(name).Append('=').Append(cookie.Value);
        }

        if (outgoing is not null)
            exchange.OutgoingHeaders.Add(new("Cookie", outgoing.ToString()));
        return new(Verdict.Continue);
    }

    // What a vendor writes into its id cookies, and behind the prefix of their names. Anything else was written by somebody
    // else.
    private static bool IsToken(ReadOnlySpan<char> value)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        if (value.Length > Longest)
            return false;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or ','))
                return false;
            bytes[i] = (byte)c;
        }

        return Kept.IsNobody(bytes[..value.Length]) && !TokenFinder.IsLabelled(bytes[..value.Length]);
    }
}
