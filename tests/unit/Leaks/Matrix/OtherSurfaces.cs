using PrivacyProxy.Redaction;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.Tests.Leaks.Matrix;

/// <summary>Headers, cookies and paths: parts of a request whose fields are no rule set's.</summary>
internal static class OtherSurfaces
{
    // What browsers, apps and the proxies in front may send.
    private static readonly string[] s_headers =
    [
        "X-Forwarded-For", "Forwarded", "X-Real-IP", "Client-IP", "True-Client-IP", "CF-Connecting-IP", "X-Client-IP", "X-Cluster-Client-IP",
        "X-Forwarded", "Forwarded-For", "X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL", "Via", "From", "Referer", "Origin", "Authorization",
        "Proxy-Authorization", "X-Api-Key", "X-Requested-With", "Accept", "Accept-Language", "Accept-Encoding", "DNT", "Purpose", "Sec-Purpose",
        "sec-ch-ua", "sec-ch-ua-full-version-list", "sec-ch-ua-model", "sec-ch-ua-platform", "sec-ch-ua-arch", "sec-ch-viewport-width",
        "Device-Memory", "traceparent", "tracestate", "baggage", "X-Request-Id", "X-Correlation-Id", "Request-Id", "Correlation-Context",
        "X-B3-TraceId", "If-None-Match", "Range", "X-Custom", "Save-Data", "User-Agent", "Sec-GPC",
    ];

    private static readonly string[] s_foreignCookies = ["session", "PHPSESSID", "_ga", "mp_x_mixpanel", "consent2", "Mautic_Device_Id"];

    private static readonly (string Vendor, string Path, string Query)[] s_calls =
        [("mixpanel", "/mp/track", "data=" + Wire.Base64Url(Wire.Event)), ("mautic", "/ma/mtracking.gif", ""), ("mautic", "/ma/r/12", "")];

    public static IEnumerable<(Surface Surface, IReadOnlyList<Member> Members)> All(PipelineInProcess proxy)
    {
        foreach (var host in new[] { Wire.Host, "strict.shop.test" })
        {
            foreach (var (vendor, path, query) in s_calls)
            {
                var compiled = proxy.Vendor(host, vendor);
                var call = new RequestInProcess("GET", path) { Host = host, Query = query };
                yield return (
                    Of($"{path} headers", host, members => call with { Headers = [.. members.Select(m => KeyValuePair.Create(m.Member.Path, m.Value))] }),
                    [.. s_headers.Select(h => new Member(h, compiled.Headers.FirstOrDefault(l => l.Key == h).Value ?? FieldRule.Remove))]);
                yield return (
                    Of($"{path} cookies", host, members => call with { Headers = [new("Cookie", string.Join("; ", members.Select(m => $"{m.Member.Path}={m.Value}")))] }),
                    [.. Cookies(proxy, vendor)]);
            }

            // Only paths of events are judged: links to pages stand in mails and may name their reader.
            foreach (var path in new[] { "/ma/dwc/VALUE", "/ma/focus/VALUE/viewpixel.gif", "/ma/email/VALUE.gif", "/mp/flags/VALUE/first-time-events", "/mp/track/VALUE", "/ma/VALUE" })
            {
                yield return (
                    Of(path, host, members => Send(path.Replace("VALUE", members[0].Value, StringComparison.Ordinal), host)) with { MayRefuse = true },
                    [new Member("path", FieldRule.Scan with { Text = "path" })]);
            }
        }
    }

    private static FieldRule Token { get; } = new(FieldAction.Keep) { Shape = KeptShape.Token, Text = "keep:token" };

    private static RequestInProcess Send(string path, string host) => path.StartsWith("/mp/", StringComparison.Ordinal)
        ? RequestInProcess.Post(path, Wire.Json, WrittenDocument.Frame("first-time-event")) with { Host = host }
        : new RequestInProcess("GET", path) { Host = host };

    private static IEnumerable<Member> Cookies(PipelineInProcess proxy, string vendor) =>
        proxy.Catalogue.Find(vendor)!.Cookies.Keys
            .Select(c => new Member(c.Replace("*", "12", StringComparison.Ordinal).Replace("{hex32}", vendor + ".0123456789abcdef0123456789abcdef", StringComparison.Ordinal), Token))
            .Concat(s_foreignCookies.Select(c => new Member(c, FieldRule.Remove)));

    private static Surface Of(string name, string host, Func<IReadOnlyList<(Member Member, string Value)>, RequestInProcess> write) =>
        new($"{name} {(host == Wire.Host ? "balanced" : "strict")}", host, RuleSet.Fieldless, false, (members, _) =>
            write([.. members.Select(m => (m.Item1, m.Item2))]));
}
