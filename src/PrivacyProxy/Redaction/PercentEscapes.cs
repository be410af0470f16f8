using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>Percent escapes of URLs (RFC 3986).</summary>
internal static class PercentEscapes
{
    private const int MostLayers = 8;

    // Brackets are kept, so that a class such as [email] stays readable.
    private static readonly SearchValues<byte> NeedNoEscape =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~[]"u8);

    internal static bool TryReadByte(ReadOnlySpan<byte> text, out byte decoded)
    {
        decoded = 0;
        if (text.Length < 3 || text[0] != '%' || !char.IsAsciiHexDigit((char)text[1]) || !char.IsAsciiHexDigit((char)text[2]))
            return false;
        decoded = (byte)((Digit(text[1]) << 4) | Digit(text[2]));
        return true;
    }

    /// <summary>
    /// Decodes one layer. <paramref name="output"/> may be the text itself. Returns the length, and whether every percent sign
    /// began an escape; one that did not is copied.
    /// </summary>
    internal static int Decode(ReadOnlySpan<byte> text, Span<byte> output, bool plusIsSpace, out bool isValid)
    {
        isValid = true;
        var written = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var b = text[i];
            if (b == '%')
            {
                if (TryReadByte(text[i..], out var decoded))
                {
                    b = decoded;
                    i += 2;
                }
                else
                {
                    isValid = false;
                }
            }
            else if (b == '+' && plusIsSpace)
            {
                b = (byte)' ';
            }
            output[written++] = b;
        }
        return written;
    }

    internal static bool IsIn(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var step = text[i..].IndexOf((byte)'%');
            if (step < 0)
                return false;
            i += step;
            if (TryReadByte(text[i..], out _))
                return true;
        }
        return false;
    }

    internal static void Encode(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        while (true)
        {
            var step = text.IndexOfAnyExcept(NeedNoEscape);
            if (step < 0)
            {
                output.Append(text);
                return;
            }
            output.Append(text[..step]);
            output.Append((byte)'%');
            output.Append("0123456789ABCDEF"u8[text[step] >> 4]);
            output.Append("0123456789ABCDEF"u8[text[step] & 15]);
            text = text[(step + 1)..];
        }
    }

    /// <summary>Escapes what was written behind <paramref name="start"/>, where it stands.</summary>
    internal static void EncodeTail(ByteBuffer output, int start)
    {
        if (output.Span[start..].ContainsAnyExcept(NeedNoEscape))
            Rewrite(output, start);

        static void Rewrite(ByteBuffer output, int start)
        {
            var scratch = new Scratch(stackalloc byte[Scratch.OnStack], output.Length - start);
            try
            {
                output.Span[start..].CopyTo(scratch.Span);
                output.CutTo(start);
                Encode(scratch.Span, output);
            }
            finally
            {
                scratch.Dispose();
            }
        }
    }

    /// <summary>
    /// Escapes a text that may hold escapes, once in all: a URL inside of a URL is read through all of its layers, so it is
    /// written in one.
    /// </summary>
    internal static void EncodeAgain(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], text.Length);
        try
        {
            text.CopyTo(scratch.Span);
            var length = text.Length;
            for (var layer = 0; layer < MostLayers && IsIn(scratch.Span[..length]); layer++)
                length = Decode(scratch.Span[..length], scratch.Span, plusIsSpace: false, out _);
            Encode(scratch.Span[..length], output);
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private static int Digit(byte b) => b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10;
}
