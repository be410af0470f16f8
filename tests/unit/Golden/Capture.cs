using System.Globalization;
using System.Text;

namespace PrivacyProxy.Tests.Golden;

/// <summary>
/// A request as a browser or an SDK sent it: a comment line, the request's own bytes, and a decoded view for readers.
/// Only <c>Content-Length</c> tells where the body ends; a binary one stands in a file of its own.
/// </summary>
internal sealed class Capture
{
    public static readonly string Directory = Path.Combine(AppContext.BaseDirectory, "Data", "mixpanel-captures");

    private Capture(string requestLine, List<KeyValuePair<string, string>> headers, byte[] body)
    {
        var parts = requestLine.Split(' ');
        (Method, Target, Headers, Body) = (parts[0], parts[1], headers, body);
    }

    public string Method { get; }

    public string Target { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    public byte[] Body { get; }

    public string Route => Target.Split('?')[0].TrimEnd('/');

    public static IEnumerable<string> Names =>
        System.IO.Directory.GetFiles(Directory, "*.http").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal);

    public static Capture Read(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Directory, name + ".http"));
        var end = bytes.AsSpan().IndexOf("\n\n"u8);
        var lines = Encoding.Latin1.GetString(bytes, 0, end).Split('\n').Where(l => !l.StartsWith('#')).ToList();
        var headers = lines.Skip(1).Select(l => l.Split(": ", 2)).Select(h => new KeyValuePair<string, string>(h[0], h[^1])).ToList();
        var length = headers.Where(h => h.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            .Select(h => int.Parse(h.Value, CultureInfo.InvariantCulture)).SingleOrDefault();
        var binary = Path.Combine(Directory, name + ".body.bin");
        var body = File.Exists(binary) ? File.ReadAllBytes(binary) : bytes[(end + 2)..(end + 2 + length)];
        return body.Length == length
            ? new Capture(lines[0], headers, body)
            : throw new InvalidDataException($"{name} says {length} bytes and has {body.Length}.");
    }

    /// <summary>
    /// The request as it comes to the proxy: the recorded one went to two hosts and, on one of them, to no prefix.
    /// </summary>
    public byte[] ForProxy(string? consent)
    {
        var target = Target.StartsWith("/mp/", StringComparison.Ordinal) ? Target : "/mp" + Target;
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Method} {target} HTTP/1.1\r\nHost: www.shop.test\r\n");
        var cookies = Headers.Where(h => h.Key.Equals("Cookie", StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).ToList();
        if (consent is not null)
            cookies.Add("consent=" + consent);
        if (cookies.Count > 0)
            head.Append(CultureInfo.InvariantCulture, $"Cookie: {string.Join("; ", cookies)}\r\n");
        foreach (var (name, value) in Headers.Where(h => h.Key is not ("Host" or "Cookie" or "Connection")))
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        return [.. Encoding.Latin1.GetBytes(head.Append("Connection: close\r\n\r\n").ToString()), .. Body];
    }
}
