using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Whether a value is one URL and nothing else. A field of a URL can hold any text; what is no URL is not read as one by the
/// cleaner, so it must not pass as one.
/// </summary>
internal static class UrlShape
{
    private const int MostLayers = 3;

    // What no URL has unescaped (RFC 3986 appendix A), but documents, lists in words and mark-up have.
    private static readonly SearchValues<byte> s_neverInUrls = SearchValues.Create("{}\"<>"u8);

    /// <summary>False for documents, mark-up, sentences that a URL stands in, and URLs that are escaped as a whole.</summary>
    public static bool IsOne(ReadOnlySpan<byte> value) =>
        UrlCleaner.LooksLikeUrl(value) || (!value.ContainsAny(s_neverInUrls) && !Holds(value, isBehindBeginning: false));

    /// <summary>True when a URL begins behind the beginning, escaped or not.</summary>
    public static bool HoldsAnother(ReadOnlySpan<byte> url) => Holds(url, isBehindBeginning: true);

    private static bool Holds(ReadOnlySpan<byte> text, bool isBehindBeginning)
    {
        if (IsIn(text, isBehindBeginning))
            return true;
        if (!text.Contains((byte)'%'))
            return false;
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], text.Length);
        try
        {
            text.CopyTo(scratch.Span);
            var length = text.Length;
            for (var layer = 0; layer < MostLayers && PercentEscapes.IsIn(scratch.Span[..length]); layer++)
            {
                length = PercentEscapes.Decode(scratch.Span[..length], scratch.Span, plusIsSpace: false, out _);
                if (IsIn(scratch.Span[..length], isBehindBeginning))
                    return true;
            }

            return false;
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private static bool IsIn(ReadOnlySpan<byte> text, bool isBehindBeginning)
    {
        // Full-width letters are read as the plain ones by whoever cleans up after people.
        if (text.Contains((byte)0xEF) && (text.IndexOf("：／"u8) >= 0))
            return true;
        var last = text.LastIndexOf("://"u8);
        return last >= 0 && !(isBehindBeginning && UrlParts.IsScheme(text[..last]));
    }
}
