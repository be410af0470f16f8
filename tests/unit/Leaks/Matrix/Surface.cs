using System.IO.Compression;
using System.Text;
using PrivacyProxy.Redaction;
using PrivacyProxy.Tests.Support;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Tests.Leaks.Matrix;

/// <summary>A part of a request that is redacted by a rule set, and how it gets there.</summary>
/// <param name="Name">Vendor, endpoint and way: <c>mixpanel track json</c>.</param>
/// <param name="Host">Says the mode: the balanced site or the strict one.</param>
/// <param name="Set">The rules.</param>
/// <param name="IsDocument">JSON; parameters otherwise.</param>
/// <param name="Write">The request with these members.</param>
internal sealed record Surface(
    string Name, string Host, RuleSet Set, bool IsDocument, Func<IReadOnlyList<(Member, string)>, Shape, RequestInProcess> Write)
{
    /// <summary>True where a request with a person in it is refused as a whole.</summary>
    public bool MayRefuse { get; init; }

    private const string Boundary = "multipart/form-data; boundary=b";

    private static readonly (string Prefix, string Vendor)[] s_vendors = [("/mp", "mixpanel"), ("/ma", "mautic")];

    /// <summary>The text of <see cref="Shape.InText"/> stands in a field that no rule knows.</summary>
    public IEnumerable<Shape> Shapes => IsDocument
        ? Enum.GetValues<Shape>().Where(s => s != Shape.InText || Set.Otherwise.Action != FieldAction.Remove)
        : [Shape.Direct, Shape.Deep, Shape.OtherCase, Shape.Array, Shape.Object];

    /// <summary>Every surface of every endpoint of both vendors, in both modes.</summary>
    public static IReadOnlyList<Surface> All(PipelineInProcess proxy) =>
        [.. from host in new[] { Wire.Host, "strict.shop.test" } from vendor in s_vendors from surface in Of(proxy, host, vendor.Prefix, vendor.Vendor) select surface];

    private static IEnumerable<Surface> Of(PipelineInProcess proxy, string host, string prefix, string vendor)
    {
        var compiled = proxy.Vendor(host, vendor).Endpoints;
        foreach (var written in proxy.Catalogue.Find(vendor)!.Endpoints.Where(e => e.Kind is "event" or "page"))
        {
            // The paths of landing pages are the site's; the strict site has none.
            var path = (written.Name == EndpointCompiler.LandingPage ? "/spring-sale" : written.Paths[0])
                .Replace("{email}", "a", StringComparison.Ordinal).Replace("*", "x.js", StringComparison.Ordinal);
            path = string.Join('/', path.Split('/').Select(s => s.StartsWith('{') ? "12" + s[(s.IndexOf('}', StringComparison.Ordinal) + 1)..] : s));
            if (compiled.Find(path) is not { } match)
                continue;
            foreach (var surface in Of($"{vendor} {written.Name} {(host == Wire.Host ? "balanced" : "strict")}", host, prefix + path, match.Endpoint))
                yield return surface;
        }
    }

    private static IEnumerable<Surface> Of(string name, string host, string path, Endpoint endpoint)
    {
        var canPost = endpoint.Methods.Contains("POST");
        if (endpoint.Query is { } query)
        {
            var needed = endpoint.PayloadNeeded && endpoint.Methods.Contains("GET") ? Payload(query) : null;
            yield return new($"{name} query", host, query, false, (members, shape) => endpoint.Methods.Contains("GET")
                ? new RequestInProcess("GET", path) { Host = host, Query = Form(members, shape, needed) }
                : RequestInProcess.Post(path, endpoint.Json is null ? Wire.Form : Wire.Json, endpoint.Json is { } body ? WrittenDocument.Frame(body.Name) : "") with { Host = host, Query = Form(members, shape, null) });
            foreach (var (field, inner) in Opened(query).Where(_ => endpoint.Methods.Contains("GET")))
            {
                yield return Document("GET", inner, json => new RequestInProcess("GET", path) { Query = $"{field}={Uri.EscapeDataString(json)}" });
                yield return Document("GET base64url", inner, json => new RequestInProcess("GET", path) { Query = $"{field}={Wire.Base64Url(json)}" });
            }
        }

        if (canPost && endpoint.Form is { } form)
        {
            var needed = endpoint.PayloadNeeded ? Payload(form) : null;
            yield return Parameters("form", (m, s) => RequestInProcess.Post(path, Wire.Form, Form(m, s, needed)));
            yield return Parameters("text", (m, s) => RequestInProcess.Post(path, "text/plain", Form(m, s, needed)));
            yield return Parameters("parts", (m, s) => RequestInProcess.Post(path, Boundary, Parts(m, s, needed)));
            foreach (var (field, inner) in Opened(form))
            {
                yield return Document("form", inner, json => RequestInProcess.Post(path, Wire.Form, $"{field}={Uri.EscapeDataString(json)}"));
                yield return Document("beacon", inner, json => RequestInProcess.Post(path, "text/plain;charset=UTF-8", $"{field}={Uri.EscapeDataString(Wire.Base64(json))}"));
                yield return Document("part", inner, json => RequestInProcess.Post(path, Boundary, Part(field, Wire.Base64(json)) + "--b--\r\n"));
            }

            Surface Parameters(string way, Func<IReadOnlyList<(Member, string)>, Shape, RequestInProcess> write) =>
                new($"{name} {way}", host, form, false, (m, s) => write(m, s) with { Host = host });
        }

        if (endpoint.Json is { } set)
        {
            yield return Document("json", set, json => RequestInProcess.Post(path, Wire.Json, json));
            yield return Document("batch", set, json => RequestInProcess.Post(path, Wire.Json, $"[{WrittenDocument.Frame(set.Name)},{json}]"));
            if (endpoint.TakesLines)
                yield return Document("lines", set, json => RequestInProcess.Post(path, "application/x-ndjson", WrittenDocument.Frame(set.Name) + "\n" + json + "\n"));
            foreach (var coding in new[] { "gzip", "deflate", "br" })
                yield return Document(coding, set, json => RequestInProcess.Post(path, Wire.Json, Compressed(coding, json)) with { Headers = [new("Content-Encoding", coding)] });
        }

        Surface Document(string way, RuleSet rules, Func<string, RequestInProcess> write) =>
            new($"{name} {rules.Name} {way}", host, rules, true, (m, s) => write(WrittenDocument.Json(rules.Name, m, s)) with { Host = host });
    }

    private static IEnumerable<(string Field, RuleSet Inner)> Opened(RuleSet set) =>
        set.Root.Children.Entries.Where(c => c.Value.Rule is { Action: FieldAction.Open }).Select(c => (c.Key, c.Value.Rule!.Inner!));

    private static KeyValuePair<string, string>? Payload(RuleSet set) =>
        Opened(set).Select(o => (KeyValuePair<string, string>?)new(o.Field, WrittenDocument.Frame(o.Inner.Name))).FirstOrDefault();

    private static string Form(IReadOnlyList<(Member, string)> members, Shape shape, KeyValuePair<string, string>? payload) =>
        string.Join('&', All(members, shape, payload).Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));

    private static string Parts(IReadOnlyList<(Member, string)> members, Shape shape, KeyValuePair<string, string>? payload) =>
        string.Concat(All(members, shape, payload).Select(p => Part(p.Key, p.Value))) + "--b--\r\n";

    // A browser writes quotes and line ends of names percent-encoded.
    private static string Part(string name, string value) =>
        $"--b\r\nContent-Disposition: form-data; name=\"{name.Replace("\"", "%22", StringComparison.Ordinal)}\"\r\n\r\n{value}\r\n";

    private static IEnumerable<KeyValuePair<string, string>> All(IReadOnlyList<(Member, string)> members, Shape shape, KeyValuePair<string, string>? payload) =>
        (payload is { } needed ? [needed] : Array.Empty<KeyValuePair<string, string>>()).Concat(WrittenDocument.Parameters(members, shape));

    private static byte[] Compressed(string coding, string text)
    {
        using var compressed = new MemoryStream();
        using (Stream coder = coding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            coder.Write(Encoding.UTF8.GetBytes(text));
        }

        return compressed.ToArray();
    }
}
