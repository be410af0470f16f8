using System.Text;
using System.Text.Json;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.Tests.Leaks;

/// <summary>All places of a request in which a value can stand.</summary>
internal static class Surfaces
{
    private const string Multipart = "multipart/form-data; boundary=b";

    // What browsers, apps and the proxies in front may send.
    private static readonly string[] s_headers =
    [
        "X-Forwarded-For", "Forwarded", "X-Real-IP", "Client-IP", "True-Client-IP", "CF-Connecting-IP", "X-Client-IP", "X-Cluster-Client-IP",
        "X-Forwarded", "Forwarded-For", "X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL", "Via", "From", "Referer", "Origin", "Authorization",
        "Proxy-Authorization", "X-Api-Key", "X-Requested-With", "Accept", "Accept-Language", "DNT", "Purpose", "Sec-Purpose",
        "sec-ch-ua", "sec-ch-ua-full-version-list", "sec-ch-ua-model", "sec-ch-ua-platform", "sec-ch-ua-arch", "sec-ch-viewport-width", "Device-Memory",
        "traceparent", "tracestate", "baggage", "X-Request-Id", "X-Correlation-Id", "Request-Id", "Correlation-Context", "X-B3-TraceId",
        "If-None-Match", "Range", "X-Custom", "Save-Data", "User-Agent",
    ];

    /// <summary>Requests with a value that is recognised by its form.</summary>
    public static IEnumerable<(string Name, byte[] Request)> WithValue(string v, string consent)
    {
        var query = Uri.EscapeDataString(v);
        var json = Event("note", v);
        foreach (var (name, request) in Mixpanel("/mp/track", json, consent))
            yield return (name, request);
        yield return ("Mixpanel profile", Post("/mp/engage", Wire.Json, "{\"$token\":\"t\",\"$set\":" + Object("note", v) + "}", consent));
        yield return ("Mixpanel nested", Post("/mp/track", Wire.Json, "{\"event\":\"a\",\"properties\":{\"a\":[[{\"b\":{\"c\":" + Object("d", v) + "}}]]}}", consent));
        yield return ("Mixpanel array", Post("/mp/track", Wire.Json, "{\"event\":\"a\",\"properties\":{\"a\":[1,[" + Text(v) + "]]}}", consent));
        yield return ("Mixpanel key", Post("/mp/track", Wire.Json, "{\"event\":\"a\",\"properties\":{\"x\":1," + Text(v) + ":1}}", consent));
        yield return ("Mixpanel event name", Post("/mp/track", Wire.Json, "{\"event\":" + Text(v) + ",\"properties\":{\"x\":1}}", consent));
        yield return ("Mixpanel escaped", Post("/mp/track", Wire.Json, "{\"event\":\"a\",\"properties\":{\"note\":\"" + string.Concat(v.Select(c => $"\\u{(int)c:x4}")) + "\"}}", consent));
        yield return ("Mixpanel id", Post("/mp/track", Wire.Json, Event("distinct_id", v), consent));
        yield return ("Mixpanel token", Post("/mp/track", Wire.Json, Event("token", v), consent));
        yield return ("Mixpanel query", Post($"/mp/track?verbose={query}&c={query}&{query}=1&_={query}&ip={query}", Wire.Json, Wire.Event, consent));
        yield return ("Mixpanel path", Post("/mp/track/" + query, Wire.Json, Wire.Event, consent));
        yield return ("Mixpanel flags", Get("/mp/flags?context=" + Uri.EscapeDataString(Object("note", v)) + "&token=" + query, consent));
        yield return ("Mautic query", Get($"/ma/mtracking.gif?note={query}&page_title={query}&{query}=1&ct={query}&mautic_device_id={query}", consent));
        yield return ("Mautic page URL", Get("/ma/mtracking.gif?page_url=" + Uri.EscapeDataString($"https://www.shop.test/p?q={query}&ct={query}#{query}"), consent));
        yield return ("Mautic form", Post("/ma/mtc/event", Wire.Form, $"note={query}&page_title={query}&list[]={query}&list[a][{query}]={query}", consent));
        yield return ("Mautic parts", Post("/ma/mtc/event", Multipart, Part("note", v) + Part("page_title", v) + "--b--\r\n", consent));
        yield return ("Mautic file", Post("/ma/mtc/event", Multipart, "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"" + v.Replace("\"", "", StringComparison.Ordinal) + "\"\r\n\r\n" + v + "\r\n--b--\r\n", consent));
        // Identifiers in Mautic's paths are hexadecimal themselves, so hexadecimal is not judged there.
        if (!v.All(char.IsAsciiHexDigit))
            yield return ("Mautic path", Get("/ma/dwc/" + query, consent));
        foreach (var path in new[] { "/mp/track?data=" + Wire.Base64Url(Wire.Event), "/ma/mtracking.gif" })
        {
            yield return (path[..3] + " headers", Get(path, consent, [.. s_headers.Select(h => $"{h}: {v}")]));
            yield return (path[..3] + " forwarding headers", Get(path, consent, $"Forwarded: for=\"{v}\";by={v};host={v}", $"X-Forwarded-For: 203.0.113.1, {v}", $"Connection: {Wire.Base64Url(v)}"));
            yield return (path[..3] + " cookies", Get(path, consent, $"Cookie: session={query}; mp_x_mixpanel={query}; _ga={v.Replace(";", "", StringComparison.Ordinal)}; mtc_id={query}; {Wire.Base64Url(v)}={query}"));
        }
    }

    /// <summary>Requests with a value in the field whose rule protects it.</summary>
    public static IEnumerable<(string Name, byte[] Request)> WithField(string mixpanel, string mautic, string v, string consent)
    {
        foreach (var (name, request) in Mixpanel("/mp/track", Event(mixpanel, v), consent))
            yield return ($"{name}, {mixpanel}", request);
        yield return ("Mixpanel field deep, " + mixpanel, Post("/mp/track", Wire.Json, "{\"event\":\"a\",\"properties\":{\"a\":[{\"b\":" + Object(mixpanel, v) + "}],\"x\":1}}", consent));
        yield return ("Mixpanel field in a string, " + mixpanel, Post("/mp/track", Wire.Json, Event("note", Object(mixpanel, v)), consent));
        yield return ("Mixpanel field in other case, " + mixpanel, Post("/mp/track", Wire.Json, Event(mixpanel.ToUpperInvariant(), v), consent));
        yield return ("Mixpanel field as object, " + mixpanel, Post("/mp/track", Wire.Json, "{\"event\":\"a\",\"properties\":{\"x\":1,\"" + mixpanel + "\":{\"value\":[" + Text(v) + "]}}}", consent));
        yield return ("Mixpanel profile, " + mixpanel, Post("/mp/engage", Wire.Json, "{\"$token\":\"t\",\"$set\":" + Object(mixpanel, v) + "}", consent));
        foreach (var name in new[] { mautic, mautic.ToUpperInvariant(), mautic + "[]", mautic + "[0][x]", " " + mautic, mautic.Replace('_', '.') })
        {
            var field = Uri.EscapeDataString(name);
            yield return ("Mautic query, " + name, Get($"/ma/mtracking.gif?{field}={Uri.EscapeDataString(v)}", consent));
            yield return ("Mautic form, " + name, Post("/ma/mtc/event", Wire.Form, $"page_title=x&{field}={Uri.EscapeDataString(v)}", consent));
            yield return ("Mautic part, " + name, Post("/ma/mtc/event", Multipart, Part(name, v) + "--b--\r\n", consent));
        }
    }

    private static IEnumerable<(string Name, byte[] Request)> Mixpanel(string path, string json, string consent)
    {
        yield return ("Mixpanel JSON", Post(path, Wire.Json, json, consent));
        yield return ("Mixpanel batch", Post(path, Wire.Json, $"[{Wire.Event},{json}]", consent));
        yield return ("Mixpanel beacon", Post(path, "text/plain;charset=UTF-8", "data=" + Uri.EscapeDataString(Wire.Base64(json)), consent));
        yield return ("Mixpanel form", Post(path, Wire.Form, "data=" + Uri.EscapeDataString(json) + "&other=" + Uri.EscapeDataString(json), consent));
        yield return ("Mixpanel form base64url", Post(path, Wire.Form, "data=" + Wire.Base64Url(json), consent));
        yield return ("Mixpanel part", Post(path, Multipart, Part("data", Wire.Base64(json)) + "--b--\r\n", consent));
        yield return ("Mixpanel GET", Get(path + "?data=" + Uri.EscapeDataString(Wire.Base64(json)), consent));
        yield return ("Mixpanel GET JSON", Get(path + "?data=" + Uri.EscapeDataString(json), consent));
        yield return ("Mixpanel gzip", Wire.Head("POST", path, consent, "Content-Type: application/json", "Content-Encoding: gzip") is var head
            ? [.. WithLength(head, Wire.Gzip(json)), .. Wire.Gzip(json)]
            : []);
    }

    private static byte[] Post(string target, string type, string body, string consent) =>
        [.. WithLength(Wire.Head("POST", target, consent, "Content-Type: " + type), Encoding.UTF8.GetBytes(body)), .. Encoding.UTF8.GetBytes(body)];

    private static byte[] Get(string target, string consent, params string[] headers) => Wire.Head("GET", target, [consent, .. headers]);

    private static byte[] WithLength(byte[] head, byte[] body) =>
        [.. head.AsSpan(0, head.Length - 2), .. Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n")];

    private static string Event(string field, string value) => "{\"event\":\"Buy\",\"properties\":{\"sku\":\"A1\"," + Text(field) + ":" + Text(value) + "}}";

    private static string Object(string field, string value) => "{\"sku\":\"A1\"," + Text(field) + ":" + Text(value) + "}";

    private static string Text(string value) => JsonSerializer.Serialize(value);

    private static string Part(string name, string value) => $"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";
}
