using System.Runtime.CompilerServices;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Digits as people write long numbers: groups with at most three of <c>space - . / ( )</c> between them.
/// Reading stops at anything else, or when there are more digits or groups than any number of interest has.
/// </summary>
internal ref struct DigitGroups
{
    internal const int MostDigits = 20;
    internal const int MostGroups = 10;

    private Lengths _lengths;
    private Ends _ends;

    internal int Count { get; private set; }

    internal int Digits { get; private set; }

    internal readonly int LengthOf(int group) => _lengths[group];

    /// <summary>Where in the value the group ends.</summary>
    internal readonly int EndOf(int group) => _ends[group];

    /// <summary>What stands between a group and the next one.</summary>
    internal readonly ReadOnlySpan<byte> Between(ReadOnlySpan<byte> value, int group) =>
        value[_ends[group]..(_ends[group + 1] - _lengths[group + 1])];

    internal static DigitGroups Read(ReadOnlySpan<byte> value, int start)
    {
        var groups = new DigitGroups();
        var at = start;
        while (groups.Count < MostGroups && at < value.Length && char.IsAsciiDigit((char)value[at]))
        {
            var begin = at;
            while (at < value.Length && char.IsAsciiDigit((char)value[at]) && at - begin <= MostDigits)
                at++;
            groups._lengths[groups.Count] = at - begin;
            groups._ends[groups.Count] = at;
            groups.Count++;
            groups.Digits += at - begin;
            if (groups.Digits > MostDigits)
                break;
            for (var separators = 0; separators < 3 && at < value.Length && IsSeparator(value[at]); separators++)
                at++;
        }
        return groups;
    }

    internal static bool IsSeparator(byte b) =>
        b is (byte)' ' or (byte)'-' or (byte)'.' or (byte)'/' or (byte)'(' or (byte)')';

    /// <summary>Can a number that stands alone begin here: not inside of a word, a longer number, a decimal or a code?</summary>
    internal static bool MayStart(ReadOnlySpan<byte> value, int start)
    {
        if (start == 0)
            return true;
        var before = (char)value[start - 1];
        if (char.IsAsciiLetterOrDigit(before) || before == '_')
            return false;
        if (before is '-' or '.' or ',' or '/' or ':' or '+')
            return start < 2 || !char.IsAsciiLetterOrDigit((char)value[start - 2]);
        return true;
    }

    /// <summary>Can a number that stands alone end here?</summary>
    internal static bool MayEnd(ReadOnlySpan<byte> value, int end)
    {
        if (end >= value.Length)
            return true;
        var after = (char)value[end];
        if (char.IsAsciiLetterOrDigit(after) || after == '_')
            return false;
        if (after is '-' or '.' or ',' or '/' or ':')
            return end + 1 >= value.Length || !char.IsAsciiLetterOrDigit((char)value[end + 1]);
        return true;
    }

    [InlineArray(MostGroups)]
    private struct Lengths
    {
        private int _first;
    }

    [InlineArray(MostGroups)]
    private struct Ends
    {
        private int _first;
    }
}
