using System.Buffers;
using System.Text.Unicode;

namespace PrivacyProxy.Consent;

/// <summary>
/// Percent decoding that happens exactly once and forgives nothing: <c>%</c> needs two hex digits, the result must be valid
/// UTF-8, <c>+</c> stays. A lenient decoder would let a truncated or damaged cookie pass for a decision.
/// </summary>
internal static class StrictPercent
{
    /// <summary>The largest value that is looked at, before and after decoding, in characters and bytes.</summary>
    public const int MaxLength = 8 * 1024;

    public static bool TryDecode(ReadOnlySpan<char> value, Span<byte> utf8, out int written)
    {
        written = 0;
        if (value.Length > MaxLength)
            return false;
        while (!value.IsEmpty)
        {
            var escape = value.IndexOf('%');
            var plain = escape < 0 ? value : value[..escape];
            if (!TryCopy(plain, utf8[written..], out var copied))
                return false;
            written += copied;
            if (escape < 0)
                break;
            if (!StartsWithEscape(value[escape..]) || written == utf8.Length)
                return false;
            utf8[written++] = (byte)((HexDigit.Value(value[escape + 1]) << 4) | HexDigit.Value(value[escape + 2]));
            value = value[(escape + 3)..];
        }
        return Utf8.IsValid(utf8[..written]);
    }

    /// <summary>Takes the value as it stands, when it is valid text of at most <see cref="MaxLength"/>.</summary>
    public static bool TryCopy(ReadOnlySpan<char> value, Span<byte> utf8, out int written)
    {
        written = 0;
        return value.Length <= MaxLength
            && Utf8.FromUtf16(value, utf8, out _, out written, replaceInvalidSequences: false) == OperationStatus.Done;
    }

    public static bool HasEscape(ReadOnlySpan<char> value)
    {
        for (var at = value.IndexOf('%'); at >= 0; at = value.IndexOf('%'))
        {
            if (StartsWithEscape(value[at..]))
                return true;
            value = value[(at + 1)..];
        }
        return false;
    }

    private static bool StartsWithEscape(ReadOnlySpan<char> value) =>
        value.Length >= 3 && char.IsAsciiHexDigit(value[1]) && char.IsAsciiHexDigit(value[2]);
}
