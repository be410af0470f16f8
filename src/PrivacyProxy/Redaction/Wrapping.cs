using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Compression;

namespace PrivacyProxy.Redaction;

/// <summary>Opens what a payload is wrapped in. Every result is bounded, so that a small bomb stays small.</summary>
internal static class Wrapping
{
    private static readonly SearchValues<byte> s_whiteSpace = SearchValues.Create(" \t\r\n"u8);

    /// <summary>
    /// True when the text is JSON by its first character; a payload that is not, is base64. Vendors sniff alike
    /// (the form field <c>data</c> of Mixpanel's SDKs holds either).
    /// </summary>
    public static bool IsJson(ReadOnlySpan<byte> value)
    {
        var first = value.IndexOfAnyExcept(s_whiteSpace);
        return first >= 0 && value[first] is (byte)'{' or (byte)'[';
    }

    /// <summary>True when the text begins like an object with members, or like a list of them: <c>{"</c>, <c>[{'</c>.</summary>
    public static bool BeginsObject(ReadOnlySpan<byte> value)
    {
        value = value.TrimStart(" \t\r\n"u8);
        if (value.StartsWith("["u8))
            value = value[1..].TrimStart(" \t\r\n"u8);
        if (!value.StartsWith("{"u8))
            return false;
        value = value[1..].TrimStart(" \t\r\n"u8);
        return !value.IsEmpty && value[0] is (byte)'"' or (byte)'\'' or (byte)'\\';
    }

    /// <summary>
    /// Appends the decoded bytes of base64 or base64url, padded or not. A form reader has turned an unescaped <c>+</c>
    /// into a space; it is turned back.
    /// </summary>
    public static bool TryDecodeBase64(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        if (TryDecodeCanonical(value, output))
            return true;
        var text = value.TrimEnd("= \r\n"u8);
        if (text.Length % 4 == 1)
            return false;
        var padding = (4 - (text.Length % 4)) % 4;
        var rented = ArrayPool<byte>.Shared.Rent(text.Length + padding);
        try
        {
            var canonical = rented.AsSpan(0, text.Length + padding);
            text.CopyTo(canonical);
            canonical.Replace((byte)' ', (byte)'+');
            canonical.Replace((byte)'-', (byte)'+');
            canonical.Replace((byte)'_', (byte)'/');
            canonical[text.Length..].Fill((byte)'=');
            var room = output.GetSpan(Base64.GetMaxDecodedFromUtf8Length(canonical.Length));
            var status = Base64.DecodeFromUtf8(canonical, room, out _, out var written);
            output.Advance(written);
            return status == OperationStatus.Done;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    /// <summary>Base64 as RFC 4648 section 4 writes it, which most senders do. The decoder skips spaces, so there may be none.</summary>
    private static bool TryDecodeCanonical(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        if (value.Length % 4 != 0 || value.ContainsAny(s_whiteSpace))
            return false;
        var room = output.GetSpan(Base64.GetMaxDecodedFromUtf8Length(value.Length));
        var isWhole = Base64.DecodeFromUtf8(value, room, out _, out var written) == OperationStatus.Done;
        if (isWhole)
            output.Advance(written);
        return isWhole;
    }

    public static void EncodeBase64(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        var room = output.GetSpan(Base64.GetMaxEncodedToUtf8Length(value.Length));
        Base64.EncodeToUtf8(value, room, out _, out var written);
        output.Advance(written);
    }

    /// <summary>
    /// Appends the body without its <c>Content-Encoding</c> (RFC 9110 section 8.4.1): gzip, deflate (zlib), br, identity.
    /// Codings may be stacked; each layer is bounded by <paramref name="limit"/> bytes.
    /// </summary>
    public static Fault Decompress(ReadOnlyMemory<byte> body, string contentEncoding, int limit, ByteBuffer output)
    {
        var codings = contentEncoding.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (codings.Length > 3)
            return Fault.TooLarge;

        var current = body;
        ByteBuffer? layer = null;
        try
        {
            for (var i = codings.Length - 1; i >= 0; i--)
            {
                var next = new ByteBuffer(Math.Max(1024, Math.Min(limit, current.Length * 4)));
                var fault = DecompressLayer(current, codings[i], limit, next);
                layer?.Dispose();
                layer = next;
                if (fault != Fault.None)
                    return fault;
                current = next.Memory;
            }

            output.Append(current.Span);
            return Fault.None;
        }
        finally
        {
            layer?.Dispose();
        }
    }

    private static Fault DecompressLayer(ReadOnlyMemory<byte> body, string coding, int limit, ByteBuffer output)
    {
        if (coding.Equals("br", StringComparison.OrdinalIgnoreCase))
            return DecompressBrotli(body.Span, limit, output);
        using var source = new MemoryStream(body.ToArray(), writable: false);
        using Stream? reader = coding.ToUpperInvariant() switch
        {
            "GZIP" or "X-GZIP" => new GZipStream(source, CompressionMode.Decompress),
            "DEFLATE" => new ZLibStream(source, CompressionMode.Decompress),
            "IDENTITY" => source,
            _ => null,
        };
        if (reader is null)
            return Fault.Unreadable;
        try
        {
            while (true)
            {
                var room = output.GetSpan(4096);
                var read = reader.Read(room);
                if (read == 0)
                    break;
                output.Advance(read);
                if (output.Length > limit)
                    return Fault.TooLarge;
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or InvalidOperationException)
        {
            return Fault.Unreadable;
        }

        // A truncated stream ends without an error; what was cut is not known, so nothing of it is used. An empty
        // document is no event either.
        return output.Length == 0 || !IsWhole(body.Span, coding, output.Span) ? Fault.Unreadable : Fault.None;
    }

    /// <summary>
    /// Whether the last bytes are the check that the coder writes after the whole: the length in gzip (RFC 1952), the sum
    /// in zlib (RFC 1950). Several gzip members in a row, which no SDK writes, are refused with it.
    /// </summary>
    private static bool IsWhole(ReadOnlySpan<byte> body, string coding, ReadOnlySpan<byte> output) => coding.ToUpperInvariant() switch
    {
        "GZIP" or "X-GZIP" => body.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(body[^4..]) == (uint)output.Length,
        "DEFLATE" => body.Length >= 4 && BinaryPrimitives.ReadUInt32BigEndian(body[^4..]) == Adler32(output),
        _ => true,
    };

    private static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        const uint Modulus = 65521;
        // As many bytes as fit before the second sum could overflow.
        const int Run = 5552;
        var (a, b) = (1u, 0u);
        while (!bytes.IsEmpty)
        {
            var run = bytes[..Math.Min(Run, bytes.Length)];
            foreach (var value in run)
                b += a += value;
            a %= Modulus;
            b %= Modulus;
            bytes = bytes[run.Length..];
        }

        return (b << 16) | a;
    }

    private static Fault DecompressBrotli(ReadOnlySpan<byte> body, int limit, ByteBuffer output)
    {
        using var decoder = default(BrotliDecoder);
        while (true)
        {
            var status = decoder.Decompress(body, output.GetSpan(4096), out var consumed, out var written);
            output.Advance(written);
            body = body[consumed..];
            if (output.Length > limit)
                return Fault.TooLarge;
            if (status == OperationStatus.Done)
                return body.IsEmpty && output.Length > 0 ? Fault.None : Fault.Unreadable;
            if (status != OperationStatus.DestinationTooSmall)
                return Fault.Unreadable;
        }
    }
}
