using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.BrowserTests.Wire;

/// <summary>
/// All texts that a request holds for one who opens every wrapping: percent escapes, JSON escapes, base64, gzip, and
/// these within each other. Written for searching, so it opens rather too much.
/// </summary>
internal static partial class Opened
{
    private const int Deepest = 6;

    public static IReadOnlyCollection<string> Texts(ReceivedRequest request)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        Open(request.Everything, texts, 0);
        OpenBytes(request.Body, texts, 0);
        return texts;
    }

    private static void Open(string text, HashSet<string> texts, int depth)
    {
        if (depth > Deepest || !texts.Add(text))
            return;
        if (text.Contains('%', StringComparison.Ordinal))
            Open(Uri.UnescapeDataString(text.Replace('+', ' ')), texts, depth + 1);
        if (text.Contains('\\', StringComparison.Ordinal))
            Open(JsonEscape().Replace(text, m => m.Groups[1].Success ? $"{(char)Convert.ToInt32(m.Groups[1].Value, 16)}" : m.Groups[2].Value), texts, depth + 1);
        foreach (Match run in Base64Run().Matches(text))
        {
            var base64 = run.Value.Replace('-', '+').Replace('_', '/').TrimEnd('=');
            base64 = base64[..(base64.Length - (base64.Length % 4 == 1 ? 1 : 0))];
            OpenBytes(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')), texts, depth + 1);
        }
    }

    private static void OpenBytes(byte[] bytes, HashSet<string> texts, int depth)
    {
        if (bytes is [0x1f, 0x8b, ..] && depth < Deepest)
        {
            using var plain = new MemoryStream();
            using (var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress))
                gzip.CopyTo(plain);
            OpenBytes(plain.ToArray(), texts, depth + 1);
            return;
        }

        Open(Encoding.UTF8.GetString(bytes), texts, depth);
    }

    [GeneratedRegex(@"\\(?:u([0-9A-Fa-f]{4})|(.))")]
    private static partial Regex JsonEscape();

    [GeneratedRegex("[A-Za-z0-9+/_-]{12,}={0,2}")]
    private static partial Regex Base64Run();
}
