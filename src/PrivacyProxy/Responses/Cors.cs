using PrivacyProxy.Pipeline;

namespace PrivacyProxy.Responses;

/// <summary>
/// Cross-origin answers (WHATWG Fetch): one exact origin with credentials, for pages of the site only. SDKs send
/// credentials, so a star would fail; every answer of ours carries these headers, errors too, because an SDK that can't
/// read an error drops its events.
/// </summary>
internal static class Cors
{
    public static void Write(Exchange exchange)
    {
        var headers = exchange.Http.Response.Headers;
        headers.Append("Vary", "Origin");
        if (exchange.Site is not { } site || exchange.Http.Request.Headers.Origin is not [{ Length: <= 300 } origin]
            || !site.Allows(origin, exchange.Http.Request.Host.Host))
        {
            return;
        }

        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlAllowCredentials = "true";
        headers.AccessControlExposeHeaders = "Retry-After";
    }

    /// <summary>What a preflight asks for, of methods that the endpoint takes and header names that are names.</summary>
    public static void WritePreflight(Exchange exchange)
    {
        Write(exchange);
        var headers = exchange.Http.Response.Headers;
        if (headers.AccessControlAllowOrigin.Count == 0)
            return;
        headers.AccessControlAllowMethods = string.Join(", ", exchange.Endpoint.Methods.Append("OPTIONS"));
        headers.AccessControlMaxAge = "600";

        // Sites may send headers of their own; allowing a name costs nothing, since only listed ones are forwarded.
        if (exchange.Http.Request.Headers.AccessControlRequestHeaders is [{ Length: <= 1024 } asked] && IsNames(asked))
            headers.AccessControlAllowHeaders = asked;
    }

    private static bool IsNames(string asked)
    {
        foreach (var c in asked)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or ',' or ' '))
                return false;
        }

        return true;
    }
}
