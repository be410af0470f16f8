using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>Does a path segment or host label carry an id that names one thing or one person, rather than a page?</summary>
internal static class OpaqueId
{
    private const int ShortestHex = 16;
    private const int ShortestRandom = 20;
    private const int ShortestNumber = 5;

    private static readonly SearchValues<byte> RandomBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"u8);

    /// <summary>A number of five digits or more, with or without a file extension: <c>/orders/100234</c>, <c>/100234.html</c>.</summary>
    internal static bool IsNumber(ReadOnlySpan<byte> segment)
    {
        var dot = segment.LastIndexOf((byte)'.');
        var stem = dot > 0 ? segment[..dot] : segment;
        return stem.Length >= ShortestNumber && !stem.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    /// <summary>A UUID anywhere, a run of 16 or more hex digits, or 20 or more random letters and digits.</summary>
    internal static bool IsIn(ReadOnlySpan<byte> text) =>
        text.Length >= ShortestHex && (HasHexRun(text) || UuidFinder.Contains(text) || HasRandomRun(text));

    private static bool HasHexRun(ReadOnlySpan<byte> text)
    {
        for (var i = 0; EncodedRun.TryNext(text, RunAlphabet.Alphanumeric, i, out var start, out var end); i = end)
        {
            if (end - start >= ShortestHex && !text[start..end].ContainsAnyExcept(EncodedRun.Hex))
                return true;
        }
        return false;
    }

    private static bool HasRandomRun(ReadOnlySpan<byte> text)
    {
        if (text.Length < ShortestRandom || !text.ContainsAnyInRange((byte)'0', (byte)'9'))
            return false;
        while (true)
        {
            var start = text.IndexOfAny(RandomBytes);
            if (start < 0)
                return false;
            text = text[start..];
            var length = text.IndexOfAnyExcept(RandomBytes);
            var run = length < 0 ? text : text[..length];
            if (run.Length >= ShortestRandom && Randomness.Of(run).LooksRandom)
                return true;
            if (length < 0)
                return false;
            text = text[length..];
        }
    }
}
