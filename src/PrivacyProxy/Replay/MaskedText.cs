using PrivacyProxy.Redaction;

namespace PrivacyProxy.Replay;

/// <summary>Text that says nothing any more and takes about the same room on the page.</summary>
internal static class MaskedText
{
    /// <summary>Writes a star for each character; white space stays, so that lines break where they broke.</summary>
    public static void Write(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        var room = output.GetSpan(text.Length);
        var written = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var b = text[i];
            if (b is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            {
                room[written++] = b;
            }
            else if (b == 0xC2 && i + 1 < text.Length && text[i + 1] == 0xA0)
            {
                // The space at which no line breaks.
                room[written++] = 0xC2;
                room[written++] = 0xA0;
                i++;
            }
            else if (b is < 0x80 or >= 0xC0)
            {
                // What follows a first byte belongs to the same character.
                room[written++] = (byte)'*';
            }
        }

        output.Advance(written);
    }

    /// <summary>Something typed: not even its length, which tells passwords and numbers apart.</summary>
    public static void WriteTyped(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        if (!text.IsEmpty)
            output.Append("********"u8);
    }
}
