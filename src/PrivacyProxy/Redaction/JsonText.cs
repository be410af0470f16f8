using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>Writes a string as JSON (RFC 8259 section 7): only what must be escaped is escaped.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> s_escaped = SearchValues.Create(MustBeEscaped());

    public static bool NeedsEscape(ReadOnlySpan<byte> utf8) => utf8.ContainsAny(s_escaped);

    /// <summary>Appends <paramref name="utf8"/> with quotes.</summary>
    public static void AppendString(ReadOnlySpan<byte> utf8, ByteBuffer output)
    {
        output.Append((byte)'"');
        while (true)
        {
            var next = utf8.IndexOfAny(s_escaped);
            if (next < 0)
                break;
            output.Append(utf8[..next]);
            AppendEscaped(utf8[next], output);
            utf8 = utf8[(next + 1)..];
        }

        output.Append(utf8);
        output.Append((byte)'"');
    }

    private static void AppendEscaped(byte value, ByteBuffer output)
    {
        switch (value)
        {
            case (byte)'"':
                output.Append("\\\""u8);
                break;
            case (byte)'\\':
                output.Append("\\\\"u8);
                break;
            case (byte)'\n':
                output.Append("\\n"u8);
                break;
            case (byte)'\r':
                output.Append("\\r"u8);
                break;
            case (byte)'\t':
                output.Append("\\t"u8);
                break;
            default:
                output.Append("\\u00"u8);
                output.Append((byte)(value < 0x10 ? '0' : '1'));
                output.Append("0123456789abcdef"u8[value & 0xF]);
                break;
        }
    }

    private static byte[] MustBeEscaped() => [.. Enumerable.Range(0, 0x20).Select(c => (byte)c), (byte)'"', (byte)'\\'];
}
