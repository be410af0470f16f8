using System.Globalization;
using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>Takes the escapes of a JSON string off (RFC 8259 section 7). The string is known to be well formed.</summary>
internal static class JsonEscapes
{
    /// <summary>
    /// Appends what the string says. Half a surrogate pair, which no UTF-8 can hold and which every reader understands
    /// otherwise, becomes U+FFFD.
    /// </summary>
    /// <returns>false when there was half a pair.</returns>
    public static bool TryUnescape(ReadOnlySpan<byte> written, ByteBuffer output)
    {
        var isWhole = true;
        while (true)
        {
            var next = written.IndexOf((byte)'\\');
            if (next < 0)
            {
                output.Append(written);
                return isWhole;
            }

            output.Append(written[..next]);
            written = written[next..];
            if (written[1] == 'u')
            {
                written = written[AppendRune(written, output, ref isWhole)..];
                continue;
            }

            output.Append(Meaning(written[1]));
            written = written[2..];
        }
    }

    private static byte Meaning(byte escaped) => escaped switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => escaped,
    };

    private static int AppendRune(ReadOnlySpan<byte> written, ByteBuffer output, ref bool isWhole)
    {
        var first = Unit(written);
        var used = 6;
        if (!Rune.TryCreate(first, out var rune))
        {
            if (written.Length >= 12 && written[6] == '\\' && written[7] == 'u' && Rune.TryCreate(first, Unit(written[6..]), out rune))
                used = 12;
            else
                (rune, isWhole) = (Rune.ReplacementChar, false);
        }

        output.Advance(rune.EncodeToUtf8(output.GetSpan(4)));
        return used;
    }

    private static char Unit(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
