namespace PrivacyProxy.Redaction;

/// <summary>
/// Was this text made by a random generator or a hash, rather than by a person? Counted are changes between the kinds of
/// neighbouring characters (lower case, upper case, digit). Words, slugs and identifiers change seldom; base64 and hex
/// change at about every second character.
/// </summary>
internal readonly struct Randomness
{
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
        UInt128 seen = 0;
        var previous = 0;
        foreach (var b in text)
        {
            var kind = KindOf(b);
            if (kind == 3)
                digits++;
            if (kind != 0 && previous != 0 && kind != previous)
            {
                changes++;
                if (kind == 3 || previous == 3)
                    digitChanges++;
            }
            previous = kind;
            seen |= UInt128.One << (b & 0x7F);
        }
        return new Randomness(text.Length, changes, digitChanges, digits, (int)UInt128.PopCount(seen));
    }

    private static int KindOf(byte b) => b switch
    {
        >= (byte)'a' and <= (byte)'z' => 1,
        >= (byte)'A' and <= (byte)'Z' => 2,
        >= (byte)'0' and <= (byte)'9' => 3,
        _ => 0,
    };
}
