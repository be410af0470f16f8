using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Finds the addresses of network cards: six (or eight) pairs of hex digits between colons or dashes, or three groups of
/// four between dots. With dashes or dots a letter is wanted: pairs of digits between dashes are a date or an order number.
/// </summary>
internal static class MacFinder
{
    internal const int ShortestForm = 14;

    private const int MostGroups = 8;

    internal static void Find(ReadOnlySpan<byte> value, ref Findings found)
    {
        for (var at = 0; at < value.Length;)
        {
            var step = value[at..].IndexOfAny(EncodedRun.Hex);
            if (step < 0 || value.Length - at - step < ShortestForm)
                return;
            at += step;
            var end = IsWord(value, at - 1) ? 0 : EndOf(value, at);
            if (end > 0)
                found.Add(at, end, DataClass.Mac);
            at = end > 0 ? end : at + 1;
            while (end == 0 && at < value.Length && char.IsAsciiHexDigit((char)value[at]))
                at++;
        }
    }

    private static int EndOf(ReadOnlySpan<byte> value, int start)
    {
        var groups = 0;
        var size = HexAt(value, start);
        if (size is not (2 or 4))
            return 0;
        byte separator = 0;
        var hasLetter = false;
        var at = start;
        while (HexAt(value, at) == size)
        {
            hasLetter |= value.Slice(at, size).ContainsAnyExceptInRange((byte)'0', (byte)'9');
            at += size;
            groups++;
            if (groups > MostGroups || at >= value.Length || (separator != 0 && value[at] != separator) || value[at] is not ((byte)':' or (byte)'-' or (byte)'.'))
                break;
            // What follows the last group may be the end of a sentence.
            if (HexAt(value, at + 1) != size)
                break;
            separator = value[at++];
        }
        if (IsWord(value, at))
            return 0;
        return separator switch
        {
            (byte)':' => size == 2 && groups is 6 or 8 ? at : 0,
            (byte)'-' => size == 2 && groups is 6 or 8 && hasLetter ? at : 0,
            (byte)'.' => size == 4 && groups is 3 or 4 && hasLetter && HasDigit(value[start..at]) ? at : 0,
            _ => 0,
        };
    }

    private static int HexAt(ReadOnlySpan<byte> value, int start)
    {
        var at = start;
        while (at < value.Length && at - start < 5 && char.IsAsciiHexDigit((char)value[at]))
            at++;
        return at - start;
    }

    private static bool HasDigit(ReadOnlySpan<byte> text) => text.ContainsAnyInRange((byte)'0', (byte)'9');

    private static bool IsWord(ReadOnlySpan<byte> value, int at) =>
        at >= 0 && at < value.Length && char.IsAsciiLetterOrDigit((char)value[at]);
}
