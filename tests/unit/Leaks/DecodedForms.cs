using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace PrivacyProxy.Tests.Leaks;

/// <summary>
/// Everything that a text may mean to somebody who is determined to read it: percent, the escapes of JSON, scripts and HTML,
/// base64, hex, full-width letters, gzip, zlib, one inside of the other. Written without the product's own decoders.
/// </summary>
internal static partial class DecodedForms
{
    private const int Deepest = 8;

    public static IReadOnlyCollection<string> Of(byte[] bytes)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        Add(Encoding.Latin1.GetString(bytes), 0, all);
        return all;
    }

    public static bool Hold(byte[] bytes, string needle) =>
        Of(bytes).Any(form => form.Contains(needle, StringComparison.OrdinalIgnoreCase));

    private static void Add(string text, int depth, HashSet<string> all)
    {
        if (text.Length < 4 || depth > Deepest || !all.Add(text))
            return;
        if ((text.StartsWith("\u001f\u008b", StringComparison.Ordinal) || text[0] == 'x') && Unzip(text) is { } unzipped)
            Add(unzipped, depth + 1, all);
        if (text.Contains('%', StringComparison.Ordinal))
            Add(PercentEscape().Replace(text, m => ((char)Convert.ToInt32(m.Groups[1].Value + m.Groups[2].Value, 16)).ToString()), depth + 1, all);
        if (text.Contains('&', StringComparison.Ordinal))
            Add(WebUtility.HtmlDecode(text), depth + 1, all);
        if (FullWidth().IsMatch(text))
            Add(FullWidth().Replace(text, m => Narrow(m.ValueSpan).ToString()), depth + 1, all);
        if (text.Contains('+', StringComparison.Ordinal))
            Add(text.Replace('+', ' '), depth + 1, all);
        if (text.Contains('\\', StringComparison.Ordinal))
        {
            var unescaped = JsonEscape().Replace(text, m => ((char)Convert.ToInt32(m.Groups[1].Value + m.Groups[2].Value, 16)).ToString());
            if (text.Contains("\\\\", StringComparison.Ordinal))
                Add(text.Replace("\\\\", "\\", StringComparison.Ordinal), depth + 1, all);
            Add(unescaped.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\/", "/", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal), depth + 1, all);
        }

        foreach (Match run in Base64Run().Matches(text))
        {
            if (FromBase64(run.Value) is { } decoded)
                Add(decoded, depth + 1, all);
            foreach (var part in BetweenSlashes(run.Value))
            {
                if (FromBase64(part) is { } inPath)
                    Add(inPath, depth + 1, all);
            }
        }

        foreach (Match run in HexRun().Matches(text))
        {
            Add(Encoding.Latin1.GetString(Convert.FromHexString(run.Value.AsSpan(0, run.Length & ~1))), depth + 1, all);
        }
    }

    /// <summary>A slash may be the code's or the path's that the code stands in: every run of neighbouring segments.</summary>
    private static IEnumerable<string> BetweenSlashes(string run)
    {
        var segments = run.Split('/');
        if (segments.Length is 1 or > 8)
            yield break;
        for (var first = 0; first < segments.Length; first++)
        {
            for (var end = first + 1; end <= segments.Length; end++)
            {
                var part = string.Join('/', segments[first..end]);
                if (part.Length >= 6 && part.Length < run.Length)
                    yield return part;
            }
        }
    }

    private static string? FromBase64(string run)
    {
        var text = run.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        text = text[..(text.Length - (text.Length % 4 == 1 ? 1 : 0))];
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out var length)
            ? Encoding.Latin1.GetString(bytes, 0, length)
            : null;
    }

    private static string? Unzip(string text)
    {
        try
        {
            var compressed = new MemoryStream(Encoding.Latin1.GetBytes(text));
            using Stream reader = text[0] == 'x'
                ? new ZLibStream(compressed, CompressionMode.Decompress)
                : new GZipStream(compressed, CompressionMode.Decompress);
            using var all = new MemoryStream();
            reader.CopyTo(all);
            return Encoding.Latin1.GetString(all.ToArray());
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return null;
        }
    }

    [GeneratedRegex("%(?:([0-9a-fA-F]{2})|u00([0-9a-fA-F]{2}))")]
    private static partial Regex PercentEscape();

    [GeneratedRegex(@"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")]
    private static partial Regex JsonEscape();

    private static char Narrow(ReadOnlySpan<char> wide) => wide.Length == 1
        ? (char)(wide[0] - 0xFEE0)
        : (char)(wide[2] - (wide[1] == 0xBC ? 0x60 : 0x20));

    // U+FF01 to U+FF5E, from an escape, or as the three bytes of their UTF-8.
    [GeneratedRegex("[\uFF01-\uFF5E]|\u00EF(?:\u00BC[\u0081-\u00BF]|\u00BD[\u0080-\u009E])")]
    private static partial Regex FullWidth();

    [GeneratedRegex("[A-Za-z0-9+/_-]{6,}={0,2}")]
    private static partial Regex Base64Run();

    [GeneratedRegex("(?:[0-9a-fA-F]{2}){4,}")]
    private static partial Regex HexRun();
}
