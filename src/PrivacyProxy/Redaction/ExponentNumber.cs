namespace PrivacyProxy.Redaction;

/// <summary>A whole number that is written with an exponent: <c>4.111111111111111e15</c> is a card like any other.</summary>
internal static class ExponentNumber
{
    internal const int MostDigits = 19;

    /// <summary>Writes the digits of the number that the value is; false when it is none, or not whole.</summary>
    internal static bool TryExpand(ReadOnlySpan<byte> value, Span<byte> digits, out int length)
    {
        length = 0;
        var mark = value.IndexOfAny((byte)'e', (byte)'E');
        if (mark <= 0 || value.Length - mark is < 2 or > 5)
            return false;
        var fraction = -1;
        foreach (var b in value[..mark])
        {
            if (b == '.' && fraction < 0)
                fraction = length;
            else if (!char.IsAsciiDigit((char)b) || length == digits.Length)
                return false;
            else
                digits[length++] = (byte)(b - '0');
        }
        var exponent = value[(mark + 1)..];
        if (exponent[0] == '+')
            exponent = exponent[1..];
        if (exponent.IsEmpty || exponent.Length > 2 || exponent.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return false;
        var shift = 0;
        foreach (var b in exponent)
            shift = (shift * 10) + b - '0';
        var whole = (fraction < 0 ? length : fraction) + shift;
        if (whole < length || whole > digits.Length)
            return false;
        digits[length..whole].Clear();
        length = whole;
        return true;
    }
}
