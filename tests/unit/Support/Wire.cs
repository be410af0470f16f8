using System.IO.Compression;
using System.Text;

namespace PrivacyProxy.Tests.Support;

/// <summary>Writes requests byte for byte, so that a test can send what no client library would.</summary>
internal static class Wire
{
    public const string Host = "www.shop.test";
    public const string Consent = "Cookie: consent=analytics,marketing";
    public const string Form = "application/x-www-form-urlencoded";
    public const string Json = "application/json";

    /// <summary>An event that is forwarded with consent.</summary>
    public const string Event = """{"event":"Buy","properties":{"token":"b3b1e6c8d9f04a5e8c7d6b5a49382716","distinct_id":"u1","sku":"A1"}}""";

    /// <summary>A POST with consent. Header lines without line ends.</summary>
    public static byte[] Post(string target, string type, byte[] body, params string[] headers) =>
        [.. Head("POST", target, [Consent, .. type.Length == 0 ? Array.Empty<string>() : ["Content-Type: " + type], $"Content-Length: {body.Length}", .. headers]), .. body];

    public static byte[] Post(string target, string type, string body, params string[] headers) =>
        Post(target, type, Encoding.UTF8.GetBytes(body), headers);

    /// <summary>A request without body, with consent.</summary>
    public static byte[] Get(string target, params string[] headers) => Head("GET", target, [Consent, .. headers]);

    public static byte[] Head(string method, string target, params string[] headers)
    {
        // A test that names the host means it.
        string[] host = headers.Any(h => h.StartsWith("Host:", StringComparison.Ordinal)) ? [] : ["Host: " + Host];
        return Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\n{string.Concat(host.Concat(headers).Select(h => h + "\r\n"))}\r\n");
    }

    public static byte[] Chunked(byte[] head, byte[] body, string trailers = "")
    {
        var text = Encoding.Latin1.GetString(head);
        var chunks = new List<byte>(Encoding.Latin1.GetBytes(text[..^2] + "Transfer-Encoding: chunked\r\n\r\n"));
        foreach (var chunk in body.Chunk(60_000))
            chunks.AddRange([.. Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"), .. chunk, .. "\r\n"u8]);
        chunks.AddRange(Encoding.Latin1.GetBytes($"0\r\n{trailers}\r\n"));
        return [.. chunks];
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return compressed.ToArray();
    }

    public static byte[] Gzip(string text) => Gzip(Encoding.UTF8.GetBytes(text));

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static string Base64Url(string text) => Base64(text).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
