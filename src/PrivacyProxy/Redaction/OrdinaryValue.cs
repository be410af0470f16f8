namespace PrivacyProxy.Redaction;

/// <summary>
/// The commonest values that are full of digits and hold nobody: a UUID, a plain number, a date or a time as ISO 8601
/// writes them. Only whole values: what stands around them is for the finders.
/// </summary>
internal static class OrdinaryValue
{
    // More digits than these in a row can hide text as hex, and a card has thirteen.
    private const int MostDigits = 15;
    private const int FewestOfCard = 13;
    private const int LongestTimestamp = 35;

    internal static bool Is(ReadOnlySpan<byte> value)
    {
        if (value.Length == UuidFinder.Length && UuidFinder.IsUuid(value))
            return true;
        return value.Length <= LongestTimestamp && value.Length > 0 && (IsDigit(value[0]) || value[0] == '-')
            && (IsNumber(value) || IsTimestamp(value));
    }

    /// <summary><c>145</c>, <c>-49.90</c>, <c>1763720130.123</c>; no number that begins like a card or like a telephone number.</summary>
    private static bool IsNumber(ReadOnlySpan<byte> value)
    {
        if (value[0] == '-')
            value = value[1..];
        var whole = DigitsAt(value, 0);
        if (whole is 0 or > MostDigits || (whole > 1 && value[0] == '0'))
            return false;
        if (whole == value.Length)
            return whole < FewestOfCard || value[0] is < (byte)'2' or > (byte)'6';
        if (value[whole] != '.')
            return false;
        var fraction = DigitsAt(value, whole + 1);
        return fraction is > 0 and <= MostDigits && whole + 1 + fraction == value.Length;
    }

    /// <summary><c>2026-11-21</c>, <c>2026-11-21T10:15:30.123Z</c>, <c>2026-11-21 10:15+01:00</c>.</summary>
    internal static bool IsTimestamp(ReadOnlySpan<byte> value)
    {
        const int date = 10;
        if (value.Length < date || value[0] is not ((byte)'1' or (byte)'2') || DigitsAt(value, 0) != 4 || value[4] != '-' || value[7] != '-'
            || value[5] > '1' || value[8] > '3' || DigitsAt(value, 5) != 2 || DigitsAt(value, 8) != 2)
            return false;
        if (value.Length == date)
            return true;
        if (value[date] is not ((byte)'T' or (byte)' '))
            return false;
        var at = AfterTime(value, date + 1);
        return at > 0 && IsZone(value[at..]);
    }

    private static int AfterTime(ReadOnlySpan<byte> value, int at)
    {
        if (!IsPair(value, at) || !IsPairBehind(value, at + 2))
            return 0;
        at += 5;
        if (!IsPairBehind(value, at))
            return at;
        at += 3;
        if (at < value.Length && value[at] == '.' && DigitsAt(value, at + 1) is > 0 and <= 9 and var fraction)
            at += 1 + fraction;
        return at;
    }

    private static bool IsZone(ReadOnlySpan<byte> rest) => rest.Length switch
    {
        0 => true,
        1 => rest[0] == 'Z',
        5 => rest[0] is (byte)'+' or (byte)'-' && IsPair(rest, 1) && IsPair(rest, 3),
        6 => rest[0] is (byte)'+' or (byte)'-' && IsPair(rest, 1) && IsPairBehind(rest, 3),
        _ => false,
    };

    private static bool IsPair(ReadOnlySpan<byte> value, int at) =>
        at + 1 < value.Length && IsDigit(value[at]) && IsDigit(value[at + 1]);

    private static bool IsPairBehind(ReadOnlySpan<byte> value, int at) => at < value.Length && value[at] == ':' && IsPair(value, at + 1);

    private static int DigitsAt(ReadOnlySpan<byte> value, int start)
    {
        var at = start;
        while (at < value.Length && IsDigit(value[at]))
            at++;
        return at - start;
    }

    private static bool IsDigit(byte b) => (uint)(b - '0') <= 9;
}
