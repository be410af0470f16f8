using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Finds telephone numbers: international (<c>+34 600 000 000</c>, <c>0049 30 901820</c>), behind <c>tel:</c>, and national
/// ones that are written as numbers to dial (grouped with a leading zero, or in the American or Spanish grouping).
/// A plain run of digits is not one, unless it has the length and the prefix of a German, French or British mobile number:
/// otherwise every order number would be.
/// </summary>
internal static class PhoneFinder
{
    private const int FewestDigits = 8;
    private const int MostDigits = 15;

    private static readonly SearchValues<byte> Starts = SearchValues.Create("+0123456789"u8);
    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \"',}\\"u8);

    internal static void Find(ReadOnlySpan<byte> value, ref Findings found)
    {
        for (var i = 0; i < value.Length;)
        {
            var step = value[i..].IndexOfAny(Starts);
            if (step < 0)
                return;
            i += step;
            var end = EndOfNumber(value, i);
            if (end > 0)
            {
                found.Add(StartOfNumber(value, i, end), end, DataClass.Phone);
                i = end;
            }
            else
            {
                // A number is judged at the beginning of each of its groups, not at each of its digits.
                i++;
                while (value[i - 1] != '+' && i < value.Length && char.IsAsciiDigit((char)value[i]))
                    i++;
            }
        }
    }

    // A bracket around the area code, and the space that was a plus, are parts of it.
    private static int StartOfNumber(ReadOnlySpan<byte> value, int start, int end) =>
        (start > 0 && value[start - 1] == '(' && value[start..end].Contains((byte)')')) || (start == 1 && value[0] == ' ') ? start - 1 : start;

    private static int EndOfNumber(ReadOnlySpan<byte> value, int start)
    {
        if (value[start] == '+')
            return start > 0 && char.IsAsciiLetterOrDigit((char)value[start - 1]) ? 0 : EndOfInternational(value, start + 1);
        var label = PhoneLabel.Before(value, start);
        if (label == PhoneLabel.Kind.Address)
            return EndOfDialled(DigitGroups.Read(value, start), fewest: 6);
        if (label == PhoneLabel.Kind.Word && !OrdinaryValue.IsTimestamp(value[start..EndOfWord(value, start)]))
            return EndOfDialled(DigitGroups.Read(value, start), fewest: 7);
        if (IsPlusTurnedToSpace(value, start))
            return EndOfDialled(DigitGroups.Read(value, start), fewest: 10);
        if (!DigitGroups.MayStart(value, start))
            return 0;
        var groups = DigitGroups.Read(value, start);
        if (value[start] == '0')
        {
            return start + 2 < value.Length && value[start + 1] == '0' && (groups.LengthOf(0) > 2 || IsSpacedDoubleZero(value, start, groups))
                ? EndOfDoubleZero(value, start, groups)
                : EndOfLeadingZero(value, start, groups);
        }
        return Math.Max(EndOfAmerican(value, start, groups), Math.Max(EndOfSpanish(value, start, groups), EndOfItalian(value, start, groups)));
    }

    private static int EndOfInternational(ReadOnlySpan<byte> value, int start)
    {
        while (start < value.Length && value[start] is (byte)' ' or (byte)'(')
            start++;
        if (start >= value.Length || value[start] is < (byte)'1' or > (byte)'9')
            return 0;
        return EndOfDialled(DigitGroups.Read(value, start), FewestDigits);
    }

    /// <summary>The last group end at which there are enough and not too many digits.</summary>
    private static int EndOfDialled(in DigitGroups groups, int fewest)
    {
        var end = 0;
        var digits = 0;
        for (var i = 0; i < groups.Count; i++)
        {
            digits += groups.LengthOf(i);
            if (digits > MostDigits)
                break;
            if (digits >= fewest)
                end = groups.EndOf(i);
        }
        return end;
    }

    // 00 33 6 12 34 56 78
    private static bool IsSpacedDoubleZero(ReadOnlySpan<byte> value, int start, in DigitGroups groups) =>
        groups.Count > 2 && groups.LengthOf(1) <= 3 && groups.Between(value, 0).SequenceEqual(" "u8);

    private static int EndOfDoubleZero(ReadOnlySpan<byte> value, int start, in DigitGroups groups)
    {
        var country = value[start + 2] == ' ' ? start + 3 : start + 2;
        if (value[country] is < (byte)'1' or > (byte)'9' || groups.Digits > MostDigits + 2)
            return 0;
        // 4 006381 333931 is an article number.
        if (start > 1 && value[start - 1] == ' ' && char.IsAsciiDigit((char)value[start - 2]))
            return 0;
        var digits = groups.Digits - 2;
        var isAmerican = value[country] == '1';
        var end = groups.EndOf(groups.Count - 1);
        return (isAmerican ? digits == 11 : digits is >= 9 and <= 14) && DigitGroups.MayEnd(value, end) ? end : 0;
    }

    private static int EndOfLeadingZero(ReadOnlySpan<byte> value, int start, in DigitGroups groups)
    {
        if (start + 1 >= value.Length || value[start + 1] is < (byte)'1' or > (byte)'9')
            return 0;
        if (groups.LengthOf(0) > 6)
            return IsMobile(value.Slice(start, groups.LengthOf(0))) && DigitGroups.MayEnd(value, groups.EndOf(0)) ? groups.EndOf(0) : 0;
        if (LooksLikeDate(value, start, groups))
            return 0;
        var end = 0;
        var digits = 0;
        for (var i = 0; i < groups.Count && groups.LengthOf(i) >= 2; i++)
        {
            digits += groups.LengthOf(i);
            // Behind the area code people keep to one separator; "05.11.24 10.30.12" is a time.
            if (digits > 12 || (i > 2 && !groups.Between(value, i - 1).SequenceEqual(groups.Between(value, 1))))
                break;
            if (i > 0 && digits >= 9)
                end = IsExtension(value, groups, i + 1) ? groups.EndOf(i + 1) : DigitGroups.MayEnd(value, groups.EndOf(i)) ? groups.EndOf(i) : end;
        }
        return end;
    }

    // 030/901 820-11
    private static bool IsExtension(ReadOnlySpan<byte> value, in DigitGroups groups, int group) =>
        group > 2 && group == groups.Count - 1 && groups.LengthOf(group) <= 4 && groups.Between(value, group - 1).SequenceEqual("-"u8)
        && DigitGroups.MayEnd(value, groups.EndOf(group));

    // 01.02.2024, 01-02-2024 10 30: day, month, year.
    private static bool LooksLikeDate(ReadOnlySpan<byte> value, int start, in DigitGroups groups) =>
        groups.Count >= 3 && groups.LengthOf(0) == 2 && groups.LengthOf(1) == 2 && groups.LengthOf(2) == 4
        && value[groups.EndOf(1) + 1] is (byte)'1' or (byte)'2' && value[start] == '0';

    private static bool IsMobile(ReadOnlySpan<byte> digits)
    {
        if (digits[1] == '1' && digits[2] is >= (byte)'5' and <= (byte)'7')
            return digits.Length == 11 || (digits.Length == 12 && !IsArticleNumber(digits));
        return (digits[1] is (byte)'6' or (byte)'7' && digits.Length == 10) || (digits[1] == '7' && digits.Length == 11);
    }

    private static bool IsArticleNumber(ReadOnlySpan<byte> digits)
    {
        Span<byte> values = stackalloc byte[digits.Length];
        for (var i = 0; i < digits.Length; i++)
            values[i] = (byte)(digits[i] - '0');
        return CardFinder.IsArticleNumber(values);
    }

    private static int EndOfAmerican(ReadOnlySpan<byte> value, int start, in DigitGroups groups)
    {
        var first = groups.Count > 3 && groups.LengthOf(0) == 1 && value[start] == '1' ? 1 : 0;
        if (groups.Count < first + 3 || groups.LengthOf(first) != 3 || groups.LengthOf(first + 1) != 3 || groups.LengthOf(first + 2) != 4)
            return 0;
        var area = value[groups.EndOf(first) - 3];
        var exchange = value[groups.EndOf(first + 1) - 3];
        var end = groups.EndOf(first + 2);
        return area >= '2' && exchange >= '2' && DigitGroups.MayEnd(value, end) ? end : 0;
    }

    private static int EndOfSpanish(ReadOnlySpan<byte> value, int start, in DigitGroups groups)
    {
        if (value[start] is < (byte)'6' or > (byte)'9' || groups.Count < 3)
            return 0;
        int end;
        if (groups.LengthOf(0) == 3 && groups.LengthOf(1) == 3 && groups.LengthOf(2) == 3)
            end = groups.EndOf(2);
        else if (groups.Count > 3 && groups.LengthOf(2) == 2 && groups.LengthOf(3) == 2
            && ((groups.LengthOf(0) == 3 && groups.LengthOf(1) == 2) || (value[start] >= '8' && groups.LengthOf(0) == 2 && groups.LengthOf(1) == 3)))
            end = groups.EndOf(3);
        else
            return 0;
        // 600.000.000 and 600 000 000 are amounts.
        var text = value[start..end];
        var isAmount = text.ContainsAny((byte)'.', (byte)'/') || text.EndsWith("000 000"u8);
        return !isAmount && DigitGroups.MayEnd(value, end) ? end : 0;
    }

    // Mobile numbers: 347 123 4567, 347 1234567.
    private static int EndOfItalian(ReadOnlySpan<byte> value, int start, in DigitGroups groups)
    {
        if (value[start] != '3' || groups.Count < 2 || groups.LengthOf(0) != 3 || value[start + 1] is < (byte)'2')
            return 0;
        int end;
        if (groups.LengthOf(1) == 7)
            end = groups.EndOf(1);
        else if (groups.Count > 2 && groups.LengthOf(1) == 3 && groups.LengthOf(2) == 4)
            end = groups.EndOf(2);
        else
            return 0;
        return value[groups.EndOf(0)] is (byte)' ' or (byte)'-' && DigitGroups.MayEnd(value, end) ? end : 0;
    }

    private static int EndOfWord(ReadOnlySpan<byte> value, int start)
    {
        var length = value[start..].IndexOfAny(WordEnds);
        return length < 0 ? value.Length : start + length;
    }

    // A form that was not escaped turns "+34 600000000" into " 34 600000000"; nothing but a segment of a path stands before it.
    private static bool IsPlusTurnedToSpace(ReadOnlySpan<byte> value, int start) =>
        start > 0 && value[start - 1] == ' ' && value[start] is >= (byte)'1' and <= (byte)'9'
        && (start == 1 || (value[start - 2] == '/' && (start == 2 || value[start - 3] != ' ')))
        && DigitGroups.Read(value, start).Digits is >= 10 and <= MostDigits;
}
