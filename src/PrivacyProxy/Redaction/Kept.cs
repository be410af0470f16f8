using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Whether a value has the shape under which its field may be kept. A field that is kept as it came would otherwise be
/// the place where a page, by mistake or on purpose, hands over what the rules take away elsewhere.
/// </summary>
internal static class Kept
{
    private static readonly SearchValues<byte> s_number = SearchValues.Create("0123456789+-.eE"u8);
    private static readonly SearchValues<byte> s_token =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"u8);
    private static readonly SearchValues<byte> s_insertId =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"u8);
    private static readonly SearchValues<byte> s_base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=%"u8);

    public static bool Fits(ReadOnlySpan<byte> value, KeptShape shape) => shape switch
    {
        KeptShape.Any => true,
        KeptShape.Number => value.Length is > 0 and <= 32 && !value.ContainsAnyExcept(s_number) && IsNumber(value) && IsNobody(value),
        KeptShape.Boolean => value.SequenceEqual("true"u8) || value.SequenceEqual("false"u8)
            || value.SequenceEqual("0"u8) || value.SequenceEqual("1"u8),
        KeptShape.Token => value.Length is > 0 and <= 128 && !value.ContainsAnyExcept(s_token) && IsNobody(value) && !TokenFinder.IsLabelled(value),
        KeptShape.InsertId => value.Length is > 0 and <= 36 && !value.ContainsAnyExcept(s_insertId) && IsNobody(value),
        KeptShape.Base64 => value.Length is > 0 and <= 1024 && !value.ContainsAnyExcept(s_base64) && HidesNobody(value),
        _ => false,
    };

    /// <summary>What becomes of a value without the shape: pseudonymised (Changed) or removed.</summary>
    public static Outcome Judge(KeptShape shape) => shape == KeptShape.InsertId ? Outcome.Changed : Outcome.Removed;

    /// <summary>One number and no more: addresses, dates and telephone numbers are made of the same characters.</summary>
    private static bool IsNumber(ReadOnlySpan<byte> value)
    {
        if (value[0] is (byte)'+' or (byte)'-')
            value = value[1..];
        var whole = TakeDigits(ref value);
        if (whole.Length > 1 && whole[0] == '0')
            return false;
        var digits = whole.Length;
        if (value.Length > 0 && value[0] == '.')
        {
            value = value[1..];
            digits += TakeDigits(ref value).Length;
        }
        return digits > 0 && (value.IsEmpty || IsExponent(value));
    }

    private static bool IsExponent(ReadOnlySpan<byte> value)
    {
        if (value[0] is not ((byte)'e' or (byte)'E'))
            return false;
        value = value[1..];
        if (value.Length > 0 && value[0] is (byte)'+' or (byte)'-')
            value = value[1..];
        return TakeDigits(ref value).Length > 0 && value.IsEmpty;
    }

    private static ReadOnlySpan<byte> TakeDigits(ref ReadOnlySpan<byte> value)
    {
        var length = value.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var digits = length < 0 ? value : value[..length];
        value = value[digits.Length..];
        return digits;
    }

    /// <summary>
    /// False for an address, an e-mail and the like, plain or encoded, whose letters are those of the shape. A vendor's own
    /// token is random text by its nature: that alone is no reason to take it away.
    /// </summary>
    internal static bool IsNobody(ReadOnlySpan<byte> value) => PersonalData.IsNobody(value);

    /// <summary>Judges what the code says, not its look. Mail programs escape it once or twice.</summary>
    private static bool HidesNobody(ReadOnlySpan<byte> value)
    {
        using var escaped = new ByteBuffer(value.Length);
        using var plain = new ByteBuffer(value.Length);
        if (!Percent.TryDecode(value, escaped) || !Percent.TryDecode(escaped.Span, plain))
            return false;
        using var decoded = new ByteBuffer(plain.Length);
        return Wrapping.TryDecodeBase64(plain.Span, decoded) && Clickthrough.IsIn(decoded.Span);
    }
}
