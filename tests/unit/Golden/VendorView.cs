using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.Tests.Golden;

/// <summary>What a vendor received, written readably: payloads decoded, pseudonyms numbered, framing left out.</summary>
internal static partial class VendorView
{
    public static string Of(ReceivedRequest request, string original)
    {
        var text = new StringBuilder();
        text.Append(request.Method).Append(' ').Append(Uri.UnescapeDataString(Decode(request.Target))).Append('\n');
        foreach (var (name, value) in request.Headers
            .Where(h => h.Key is not ("Host" or "Content-Length"))
            .OrderBy(h => h.Key, StringComparer.OrdinalIgnoreCase))
        {
            text.Append(name).Append(": ").Append(value).Append('\n');
        }

        if (request.Body.Length > 0)
            text.Append('\n').Append(DecodeBody(request)).Append('\n');
        return Number(text.ToString().TrimEnd('\n'), original);
    }

    private static string DecodeBody(ReceivedRequest request)
    {
        if (request.Body is [0x1F, 0x8B, ..])
        {
            using var gzip = new GZipStream(new MemoryStream(request.Body), CompressionMode.Decompress);
            using var plain = new StreamReader(gzip);
            return "gzip of " + plain.ReadToEnd();
        }

        var body = request.BodyText.ReplaceLineEndings("\n").TrimEnd('\n');
        return request.Header("Content-Type") == "application/x-www-form-urlencoded" ? Uri.UnescapeDataString(Decode(body)) : body;
    }

    private static string Decode(string parameters) => Payload().Replace(parameters, m =>
    {
        var value = Uri.UnescapeDataString(m.Groups[2].Value);
        return m.Groups[1].Value + Uri.EscapeDataString(
            value.StartsWith('{') || value.StartsWith('[') ? value : Encoding.UTF8.GetString(Convert.FromBase64String(value)));
    });

    // A pseudonym is a text of this shape that the request did not have.
    private static string Number(string text, string original)
    {
        var numbers = new Dictionary<string, int>();
        return PseudonymShape().Replace(text, m =>
            original.Contains(m.Value, StringComparison.OrdinalIgnoreCase)
                ? m.Value
                : $"{{pseudonym:{(numbers.TryGetValue(m.Value, out var number) ? number : numbers[m.Value] = numbers.Count + 1)}}}");
    }

    [GeneratedRegex(@"((?:^|[?&])(?:data|context)=)([^&\s]+)")]
    private static partial Regex Payload();

    [GeneratedRegex(@"\b(?:[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b")]
    private static partial Regex PseudonymShape();
}
