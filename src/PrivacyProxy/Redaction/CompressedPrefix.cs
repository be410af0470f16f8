namespace PrivacyProxy.Redaction;

/// <summary>Is this base64 run the beginning of a gzip or zlib stream? Nothing inside of it can be judged here.</summary>
internal static class CompressedPrefix
{
    internal static bool IsIn(ReadOnlySpan<byte> run)
    {
        // "H4sI" and "eA", "eF", "eJ", "eN": nothing else begins with these bytes.
        if (run.Length < EncodedRun.Shortest || run[0] is not ((byte)'H' or (byte)'e'))
            return false;
        Span<byte> head = stackalloc byte[6];
        if (Base64Text.Decode(run[..8], head) < 6)
            return false;
        // gzip, method deflate.
        if (head[0] == 0x1F && head[1] == 0x8B && head[2] == 0x08)
            return true;
        // zlib with the usual window; its two bytes alone would also match words that begin with "eN": a compressed
        // stream has digits in it.
        return head[0] == 0x78 && ((head[0] << 8) | head[1]) % 31 == 0 && head[1] is 0x01 or 0x5E or 0x9C or 0xDA
            && run.Length >= 20 && Randomness.Of(run).LooksRandom;
    }
}
