using System.Text;
using PrivacyProxy.Pipeline;

namespace PrivacyProxy.Redaction;

/// <summary>
/// The headers of the outgoing request: those that the profile lists, each through its rule, and the few that belong to
/// the proxy. <c>Sec-GPC: 1</c> always goes on: the specification forbids intermediaries to remove it.
/// </summary>
internal static class RedactHeaders
{
    public static ValueTask<Verdict> Run(Exchange exchange)
    {
        exchange.Log?.Surface = "header";
        var incoming = exchange.Http.Request.Headers;
        foreach (var (name, rule) in exchange.Vendor.Headers)
        {
            // One value: a header that stands several times could be read as another one than was judged.
            if (incoming[name] is [{ Length: > 0 and <= 8192 } value] && !IsOfConnection(incoming, name))
                Write(exchange, name, value, rule);
        }

        if (Consent.GlobalPrivacyControl.IsSet(incoming["Sec-GPC"]))
            exchange.OutgoingHeaders.Add(new("Sec-GPC", "1"));
        if (exchange.Endpoint.SendsAuthorization && incoming.Authorization is [{ } authorization] && IsBasic(authorization)
            && !IsOfConnection(incoming, "Authorization"))
        {
            exchange.OutgoingHeaders.Add(new("Authorization", authorization));
        }

        if (exchange.Endpoint.Kind != Vendors.EndpointKind.Event && AcceptedEncodings(incoming.AcceptEncoding.ToString()) is { } encodings)
            exchange.OutgoingHeaders.Add(new("Accept-Encoding", encodings));
        if (exchange.Vendor.AddressHeader is { } addressHeader && exchange.TruncatedAddress.IsPresent)
            exchange.OutgoingHeaders.Add(new(addressHeader, exchange.TruncatedAddress.ToString()));
        foreach (var constant in exchange.Vendor.UpstreamHeaders)
        {
            // The operator's value is meant to be the only one; two would be joined on the way.
            exchange.OutgoingHeaders.RemoveAll(h => h.Key.Equals(constant.Key, StringComparison.OrdinalIgnoreCase));
            exchange.OutgoingHeaders.Add(constant);
        }

        return new(Verdict.Continue);
    }

    private static void Write(Exchange exchange, string name, string value, FieldRule rule)
    {
        exchange.Log?.Enter(Encoding.UTF8.GetBytes(name));
        using var bytes = new ByteBuffer(Encoding.UTF8.GetMaxByteCount(value.Length));
        bytes.Advance(Encoding.UTF8.GetBytes(value, bytes.GetSpan(Encoding.UTF8.GetMaxByteCount(value.Length))));
        using var changed = new ByteBuffer(256);
        var outcome = exchange.Redactor.Redact(rule, bytes.Span, RuleSet.Fieldless, changed);
        if (outcome != Outcome.Removed)
        {
            var text = outcome == Outcome.Kept ? value : Encoding.UTF8.GetString(changed.Span);
            // A header is ASCII on the wire; what is not was no header of a browser.
            if (Ascii.IsValid(text) && !text.AsSpan().ContainsAny('\r', '\n', '\0'))
                exchange.OutgoingHeaders.Add(new(name, text));
        }

        exchange.Log?.Leave();
    }

    /// <summary>RFC 9110 section 7.6.1: fields named in Connection belong to that connection alone.</summary>
    private static bool IsOfConnection(IHeaderDictionary incoming, string name)
    {
        foreach (var line in incoming.Connection)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                if (line.AsSpan(range).Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The vendor's project token as a user name, or the name and key of a service account (RFC 7617). Anything else is a
    /// credential of somebody else: a browser repeats the password of a protected site to every path of it.
    /// </summary>
    private static bool IsBasic(string value)
    {
        Span<byte> credentials = stackalloc byte[384];
        if (value.Length is <= 6 or > 512
            || !value.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            || !Convert.TryFromBase64Chars(value.AsSpan(6), credentials, out var length))
        {
            return false;
        }

        credentials = credentials[..length];
        var colon = credentials.IndexOf((byte)':');
        if (colon < 0)
            return false;
        var name = credentials[..colon];
        var key = credentials[(colon + 1)..];
        return Kept.Fits(name, KeptShape.Token)
            && (key.IsEmpty ? OpaqueId.IsIn(name) : Kept.Fits(key, KeptShape.Token) && OpaqueId.IsIn(key));
    }

    // The list of codings in its order is a fingerprint; two classes are enough.
    private static string? AcceptedEncodings(string value)
    {
        if (!value.Contains("gzip", StringComparison.OrdinalIgnoreCase))
            return null;
        return value.Contains("br", StringComparison.OrdinalIgnoreCase) ? "gzip, br" : "gzip";
    }
}
