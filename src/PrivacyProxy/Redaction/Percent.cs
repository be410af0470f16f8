using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Percent-encoding of query and form values (WHATWG URL, application/x-www-form-urlencoded): strict on the way in,
/// canonical on the way out.
/// </summary>
internal static class Percent
{
    private static readonly SearchValues<byte> s_encoded = SearchValues.Create("%+"u8);

    // What encodeURIComponent leaves alone, less the apostrophe and brackets that some readers stumble over.
    private static readonly SearchValues<byte> s_unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~*!"u8);

    /// <summary>
    /// Appends the decoded value; <c>+</c> is a space. False when a <c>%</c> is not followed by two hexadecimal digits.
    /// Whether the result is UTF-8 is for the caller to check.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        while (true)
        {
            var next = value.IndexOfAny(s_encoded);
            if (next < 0)
            {
                output.Append(value);
                return true;
            }

            output.Append(value[..next]);
            if (value[next] == (byte)'+')
            {
                output.Append((byte)' ');
                value = value[(next + 1)..];
                continue;
            }

            if (value.Length - next < 3 || !PercentEscapes.TryReadByte(value[next..], out var b))
                return false;
            output.Append(b);
            value = value[(next + 3)..];
        }
    }

    /// <summary>Appends the value with everything but unreserved characters encoded.</summary>
    public static void Encode(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        while (true)
        {
            var next = value.IndexOfAnyExcept(s_unreserved);
            if (next < 0)
            {
                output.Append(value);
                return;
            }

            output.Append(value[..next]);
            var b = value[next];
            var room = output.GetSpan(3);
            room[0] = (byte)'%';
            room[1] = "0123456789ABCDEF"u8[b >> 4];
            room[2] = "0123456789ABCDEF"u8[b & 0xF];
            output.Advance(3);
            value = value[(next + 1)..];
        }
    }
}
