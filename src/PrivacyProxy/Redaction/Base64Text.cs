namespace PrivacyProxy.Redaction;

/// <summary>
/// Base64 as it is found in the wild: both alphabets, padded or not, a space for a plus, cut off anywhere.
/// </summary>
internal static class Base64Text
{
    private static readonly sbyte[] Values = Table();

    /// <summary>A cheap look at the first twelve bytes: does this decode to the beginning of a text?</summary>
    internal static bool MayBeText(ReadOnlySpan<byte> run)
    {
        Span<byte> decoded = stackalloc byte[EncodedRun.Shortest];
        var length = Decode(run[..Math.Min(EncodedRun.Shortest, run.Length)], decoded);
        var head = new HeadOfText();
        foreach (var b in decoded[..length])
        {
            if (!head.Takes(b))
                return false;
        }

        return length > 0;
    }

    /// <summary>Decodes up to the first character that is not base64; returns how many bytes were written.</summary>
    internal static int Decode(ReadOnlySpan<byte> run, Span<byte> output)
    {
        var written = 0;
        var bits = 0;
        var held = 0;
        foreach (var b in run)
        {
            var value = Values[b];
            if (value < 0)
                break;
            held = ((held << 6) + value) & 0xFFFF;
            bits += 6;
            if (bits < 8)
                continue;
            bits -= 8;
            output[written++] = (byte)(held >> bits);
        }
        return written;
    }

    private static sbyte[] Table()
    {
        var table = new sbyte[256];
        table.AsSpan().Fill(-1);
        ReadOnlySpan<byte> alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;
        for (var i = 0; i < alphabet.Length; i++)
            table[alphabet[i]] = (sbyte)i;
        table['-'] = table['+'];
        table[' '] = table['+'];
        table['_'] = table['/'];
        return table;
    }
}
