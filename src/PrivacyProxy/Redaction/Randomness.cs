using System.Numerics;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Was this text made by a random generator or a hash, rather than by a person? Counted are changes between the kinds of
/// neighbouring characters (lower case, upper case, digit). Words, slugs and identifiers change seldom; base64 and hex
/// change at about every second character.
/// </summary>
internal readonly struct Randomness
{
    private static readonly byte[] Kinds = KindTable();

    private readonly int _length;
    private readonly int _changes;
    private readonly int _digitChanges;
    private readonly int _digits;
    private readonly int _distinct;

    private Randomness(int length, int changes, int digitChanges, int digits, int distinct) =>
        (_length, _changes, _digitChanges, _digits, _distinct) = (length, changes, digitChanges, digits, distinct);

    internal bool LooksRandom =>
        _digits > 0 && _digits < _length && _distinct >= Math.Min(10, _length / 2)
        && ((_digitChanges >= 4 && _changes * 5 >= _length) || _changes * 5 >= _length * 2);

    internal static Randomness Of(ReadOnlySpan<byte> text)
    {
        int changes = 0, digitChanges = 0, digits = 0;
        ulong seenLow = 0, seenHigh = 0;
        var previous = 0;
        foreach (var b in text)
        {
            int kind = Kinds[b];
            if (kind == 3)
                digits++;
            if (kind != 0 && previous != 0 && kind != previous)
            {
                changes++;
                if (kind == 3 || previous == 3)
                    digitChanges++;
            }
            previous = kind;
            if ((b & 0x40) == 0)
                seenLow |= 1UL << (b & 0x3F);
            else
                seenHigh |= 1UL << (b & 0x3F);
        }
        return new Randomness(text.Length, changes, digitChanges, digits, BitOperations.PopCount(seenLow) + BitOperations.PopCount(seenHigh));
    }

    private static byte[] KindTable()
    {
        var kinds = new byte[256];
        kinds.AsSpan('a', 26).Fill(1);
        kinds.AsSpan('A', 26).Fill(2);
        kinds.AsSpan('0', 10).Fill(3);
        return kinds;
    }
}
