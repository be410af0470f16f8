using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>An alphabet in which text can be encoded.</summary>
internal enum RunAlphabet : byte
{
    Base64 = 1,
    Alphanumeric = 2,
    Hex = 4,
}

/// <summary>Runs of characters that can hold text in base64 or hex, long enough to hide something.</summary>
internal static class EncodedRun
{
    internal const int Shortest = 16;

    internal static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static readonly byte[] AlphabetsOf = Table();

    internal static bool IsIn(byte b, RunAlphabet alphabet) => (AlphabetsOf[b] & (byte)alphabet) != 0;

    /// <summary>
    /// The next run. Looks at the last byte that a run beginning here must have, and walks back from it: of text without
    /// runs only few bytes are looked at.
    /// </summary>
    internal static bool TryNext(ReadOnlySpan<byte> value, RunAlphabet alphabet, int from, out int start, out int end)
    {
        var alphabets = AlphabetsOf;
        start = from;
        while (start + Shortest <= value.Length)
        {
            var at = start + Shortest - 1;
            while (at >= start && (alphabets[value[at]] & (byte)alphabet) != 0)
                at--;
            if (at < start)
            {
                end = start + Shortest;
                while (end < value.Length && (alphabets[value[end]] & (byte)alphabet) != 0)
                    end++;
                return true;
            }
            start = at + 1;
        }
        end = start;
        return false;
    }

    private static byte[] Table()
    {
        var table = new byte[256];
        foreach (var b in "GHIJKLMNOPQRSTUVWXYZghijklmnopqrstuvwxyz"u8)
            table[b] = (byte)(RunAlphabet.Base64 | RunAlphabet.Alphanumeric);
        foreach (var b in "0123456789abcdefABCDEF"u8)
            table[b] = (byte)(RunAlphabet.Base64 | RunAlphabet.Alphanumeric | RunAlphabet.Hex);
        foreach (var b in "+/-_"u8)
            table[b] = (byte)RunAlphabet.Base64;
        return table;
    }
}
