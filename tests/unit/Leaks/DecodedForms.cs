using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace PrivacyProxy.Tests.Leaks;

/// <summary>
/// Everything that a text may mean to somebody who is determined to read it: percent, JSON escapes, base64, hex, gzip, one
/// inside of the other. Written without the product's own decoders.
/// </summary>
internal static partial class DecodedForms
{
    private const int Deepest = 6;

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
        if (text.StartsWith("\u001f\u008b", StringComparison.Ordinal) && Unzip(text) is { } unzipped)
            Add(unzipped, depth + 1, all);
        if (text.Contains('%', StringComparison.Ordinal))
            Add(PercentEscape().Replace(text, m => ((char)Convert.ToByte(m.Groups[1].Value, 16)).ToString()), depth + 1, all);
        if (text.Contains('+', StringComparison.Ordinal))
            Add(text.Replace('+', ' '), depth + 1, all);
        if (text.Contains('\\', StringComparison.Ordinal))
        {
            var unescaped = JsonEscape().Replace(text, m => ((char)Convert.ToInt32(m.Groups[1].Value, 16)).ToString());
            Add(unescaped.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\/", "/", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal), depth + 1, all);
        }

        foreach (Match run in Base64Run().Matches(text))
        {
            if (FromBase64(run.Value) is { } decoded)
                Add(decoded, depth + 1, all);
        }

        foreach (Match run in HexRun().Matches(text))
            Add(Encoding.Latin1.GetString(Convert.FromHexString(run.Value.AsSpan(0, run.Length & ~1))), depth + 1, all);
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
            using var gzip = new GZipStream(new MemoryStream(Encoding.Latin1.GetBytes(text)), CompressionMode.Decompress);
            using var all = new MemoryStream();
            gzip.CopyTo(all);
            return Encoding.Latin1.GetString(all.ToArray());
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    [GeneratedRegex("%([0-9a-fA-F]{2})")]
    private static partial Regex PercentEscape();

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})")]
    private static partial Regex JsonEscape();

    [GeneratedRegex("[A-Za-z0-9+/_-]{8,}={0,2}")]
    private static partial Regex Base64Run();

    [GeneratedRegex("(?:[0-9a-fA-F]{2}){4,}")]
    private static partial Regex HexRun();
}
