namespace PrivacyProxy.Redaction;

/// <summary>
/// Finds payment card numbers: 13 to 19 digits that begin like a card (2 to 6, so no timestamp of this age in milli- or
/// microseconds) and pass the Luhn check. Thirteen digits that are a valid article number (EAN-13) are one.
/// </summary>
internal static class CardFinder
{
    private const int Fewest = 13;
    private const int Most = 19;

    internal static void Find(ReadOnlySpan<byte> value, ref Findings found)
    {
        for (var i = 0; i + Fewest <= value.Length;)
        {
            var step = value[i..].IndexOfAnyInRange((byte)'2', (byte)'6');
            if (step < 0)
                return;
            i += step;
            if (MayStart(value, i) && TryRead(value, i, out var end))
            {
                found.Add(i, end, DataClass.Card);
                i = end;
            }
            else
            {
                i++;
            }
        }
    }

    private static bool MayStart(ReadOnlySpan<byte> value, int start)
    {
        if (start == 0)
            return true;
        var before = (char)value[start - 1];
        if (before is '.' or ',')
            return start < 2 || !char.IsAsciiDigit((char)value[start - 2]);
        return !char.IsAsciiLetterOrDigit(before);
    }

    private static bool TryRead(ReadOnlySpan<byte> value, int start, out int end)
    {
        end = 0;
        Span<byte> digits = stackalloc byte[Most];
        var count = 0;
        var group = 0;
        var groups = 0;
        for (var at = start; at < value.Length; at++)
        {
            var b = value[at];
            if (char.IsAsciiDigit((char)b))
            {
                if (count == Most)
                    break;
                digits[count++] = (byte)(b - '0');
                group++;
                if (MayEnd(value, at + 1) && IsCard(digits[..count], groups))
                    end = at + 1;
            }
            else if ((b is (byte)' ' or (byte)'-' && group >= 3) || (b == '.' && group == 4))
            {
                group = 0;
                groups++;
            }
            else
            {
                break;
            }
        }
        return end > 0;
    }

    private static bool MayEnd(ReadOnlySpan<byte> value, int end)
    {
        if (end == value.Length)
            return true;
        if (value[end] is (byte)'.' or (byte)',')
            return end + 1 == value.Length || !char.IsAsciiDigit((char)value[end + 1]);
        return !char.IsAsciiLetterOrDigit((char)value[end]);
    }

    /// <param name="digits">Their values, not their letters.</param>
    /// <param name="separators">How many stood between them.</param>
    internal static bool IsCard(ReadOnlySpan<byte> digits, int separators = 0)
    {
        if (digits.Length < Fewest || digits[0] is < 2 or > 6 || !PassesLuhn(digits) || !digits.ContainsAnyExcept(digits[0]))
            return false;
        return digits.Length != Fewest || separators > 0 || !IsArticleNumber(digits);
    }

    private static bool PassesLuhn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            int digit = digits[digits.Length - 1 - i];
            if (i % 2 == 1)
                digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0;
    }

    /// <summary>EAN-13 and, with its leading digits, UPC-A: weights 1 and 3 from the right.</summary>
    internal static bool IsArticleNumber(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
            sum += digits[digits.Length - 1 - i] * (i % 2 == 1 ? 3 : 1);
        return sum % 10 == 0;
    }
}
