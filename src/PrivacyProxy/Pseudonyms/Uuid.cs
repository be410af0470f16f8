using PrivacyProxy.Redaction;

namespace PrivacyProxy.Pseudonyms;

/// <summary>The textual form of a UUID (RFC 9562 section 4): 8-4-4-4-12 hexadecimal digits.</summary>
internal static class Uuid
{
    public static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (text.Length != 36)
            return false;
        for (var i = 0; i < 36; i++)
        {
            if (i is 8 or 13 or 18 or 23 ? text[i] != (byte)'-' : !char.IsAsciiHexDigit((char)text[i]))
                return false;
        }

        return true;
    }

    /// <summary>Appends a UUID made of <paramref name="digest"/> with the version digit given and the RFC's variant.</summary>
    public static void Append(ReadOnlySpan<byte> digest, byte version, ByteBuffer output)
    {
        Span<byte> hex = stackalloc byte[32];
        Convert.TryToHexStringLower(digest[..16], hex, out _);
        hex[12] = version;
        hex[16] = "89ab"u8[digest[8] & 3];
        output.Append(hex[..8]);
        output.Append((byte)'-');
        output.Append(hex[8..12]);
        output.Append((byte)'-');
        output.Append(hex[12..16]);
        output.Append((byte)'-');
        output.Append(hex[16..20]);
        output.Append((byte)'-');
        output.Append(hex[20..]);
    }
}
