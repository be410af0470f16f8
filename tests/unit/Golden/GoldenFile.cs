using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace PrivacyProxy.Tests.Golden;

/// <summary>
/// A request as text, a line, and what the vendor receives or why nothing is forwarded. Comment lines at the top say what
/// it is about; <c># wrap: base64</c>, <c># gzip</c> and <c># gzip-unsaid</c> (without a header that says so) say how the
/// body, which is written readably, travels.
/// </summary>
internal sealed partial class GoldenFile
{
    public const string Line = "----------";

    private GoldenFile(string path, string[] comments, string request, string expected)
    {
        Path = path;
        Comments = comments;
        Request = request;
        Expected = expected;
    }

    public string Path { get; }

    public string[] Comments { get; }

    public string Request { get; }

    public string Expected { get; }

    public static GoldenFile Read(string path)
    {
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var halves = text.Split("\n" + Line + "\n");
        var lines = halves[0].Split('\n');
        var comments = lines.TakeWhile(l => l.StartsWith('#')).ToArray();
        return new GoldenFile(path, comments, string.Join('\n', lines[comments.Length..]), halves.Length > 1 ? halves[1].TrimEnd('\n') : "");
    }

    public string? Directive(string name) => Comments
        .Where(c => c.StartsWith($"# {name}:", StringComparison.Ordinal) || c == "# " + name)
        .Select(c => c[(c.IndexOf(name, StringComparison.Ordinal) + name.Length)..].TrimStart(':').Trim())
        .FirstOrDefault();

    /// <summary>The request's bytes, with its body wrapped as the comments say and its length set.</summary>
    public byte[] RequestBytes()
    {
        var blank = Request.IndexOf("\n\n", StringComparison.Ordinal);
        var head = (blank < 0 ? Request : Request[..blank]).TrimEnd('\n').Replace("\n", "\r\n", StringComparison.Ordinal);
        var body = blank < 0 ? [] : Body(Request[(blank + 2)..]);
        var first = head.IndexOf("\r\n", StringComparison.Ordinal);
        head = QueryPayload().Replace(head[..first], m => m.Groups[1].Value + Payload(m.Groups[2].Value)) + head[first..];
        head += body.Length > 0 || head.StartsWith("POST", StringComparison.Ordinal) ? $"\r\nContent-Length: {body.Length}" : "";
        head += Directive("gzip") is null ? "" : "\r\nContent-Encoding: gzip";
        return [.. Encoding.UTF8.GetBytes(head + "\r\nConnection: close\r\n\r\n"), .. body];
    }

    /// <summary>Writes the expectation; pseudonyms, which differ by key, get numbers.</summary>
    public void Bless(string actual) =>
        File.WriteAllText(Path, string.Join("", Comments.Select(c => c + "\n")) + Request + "\n" + Line + "\n" + actual + "\n");

    private byte[] Body(string text)
    {
        text = text.TrimEnd('\n');
        if (Directive("body") == "multipart")
            text = text.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n";
        var bytes = Encoding.UTF8.GetBytes(FormPayload().Replace(text, m => m.Groups[1].Value + Payload(m.Groups[2].Value)));
        if (Directive("body-hex") is not null)
            bytes = Convert.FromHexString(text.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
        if (Directive("gzip") is null && Directive("gzip-unsaid") is null)
            return bytes;
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return compressed.ToArray();
    }

    private string Payload(string json) => Directive("wrap") switch
    {
        "base64" => Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes(json))),
        "base64-raw" => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)),
        "base64url" => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
        "percent" => Uri.EscapeDataString(json),
        null => json,
        var other => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{Path}: unknown wrap {other}")),
    };

    // data=<json to the end> in a form, context=<json> or data=<json> in a query.
    [GeneratedRegex(@"((?:^|&)data=)([\[{].*[\]}])", RegexOptions.Singleline)]
    private static partial Regex FormPayload();

    [GeneratedRegex(@"([?&](?:data|context)=)([\[{].*?[\]}])(?=&[a-z_$%]|[ ]HTTP)")]
    private static partial Regex QueryPayload();
}
