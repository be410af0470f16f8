using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PrivacyProxy.Redaction;

/// <summary>
/// The signs of a longer value: bit maps of the bytes of a window, one bit for each byte and kind. Runs and neighbours are
/// found by shifting the maps.
/// </summary>
internal ref struct LongSigns
{
    /// <summary>As many bytes as a map has bits.</summary>
    internal const int Window = 64;

    // Kinds by the two halves of a byte: a byte is of a kind when both of its halves are.
    private const byte Digit = 1;
    private const byte LetterToO = 2;
    private const byte LetterFromP = 4;
    private const byte PlusDashSlash = 8;
    private const byte AtSign = 16;
    private const byte PercentOrAnd = 32;
    private const byte Backslash = 64;
    private const byte ColonOrEquals = 128;

    private static readonly Vector128<byte> LowHalves = Vector128.Create(
        (byte)(Digit | LetterFromP | AtSign), Digit | LetterToO | LetterFromP, Digit | LetterToO | LetterFromP, Digit | LetterToO | LetterFromP,
        Digit | LetterToO | LetterFromP, Digit | LetterToO | LetterFromP | PercentOrAnd, Digit | LetterToO | LetterFromP | PercentOrAnd,
        Digit | LetterToO | LetterFromP, Digit | LetterToO | LetterFromP, Digit | LetterToO | LetterFromP, LetterToO | LetterFromP | ColonOrEquals,
        LetterToO | PlusDashSlash, LetterToO | Backslash, LetterToO | PlusDashSlash | ColonOrEquals, LetterToO,
        LetterToO | LetterFromP | PlusDashSlash);

    private static readonly Vector128<byte> HighHalves = Vector128.Create(
        (byte)0, 0, PlusDashSlash | PercentOrAnd, Digit | ColonOrEquals, LetterToO | AtSign, LetterFromP | Backslash, LetterToO, LetterFromP,
        0, 0, 0, 0, 0, 0, 0, 0);

    private Vector128<byte> _seen;

    internal Suspicion Found { get; private set; }

    /// <summary>All digits, and those of numbers that begin behind no letter.</summary>
    internal int Digits { get; private set; }

    internal int FreeDigits { get; private set; }

    internal int Colons { get; private set; }

    /// <summary>Dots between two digits.</summary>
    internal int DottedDigits { get; private set; }

    internal bool HasSpace { get; private set; }

    /// <summary>Spaces, underscores and dashes, those in two windows twice.</summary>
    internal int Separators { get; private set; }

    internal bool HasBracket { get; private set; }

    internal bool HasNonAscii { get; private set; }

    internal bool HasRunOf32 { get; private set; }

    internal bool HasOther { get; private set; }

    internal readonly bool IsBase64WithSpaces => !HasOther;

    internal readonly bool HasAt => Has(AtSign);

    internal readonly bool HasEscape => Has(PercentOrAnd | Backslash);

    internal readonly bool HasColonOrEquals => Has(ColonOrEquals);

    internal void Look(ReadOnlySpan<byte> window)
    {
        ulong digits = 0, base64 = 0, dashes = 0, dots = 0, letters = 0, colons = 0, spaces = 0, separators = 0, equals = 0, others = 0;
        ref var first = ref MemoryMarshal.GetReference(window);
        for (var at = 0; at < window.Length; at += Vector128<byte>.Count)
        {
            // The last block reaches back; its bits fall onto their own places.
            at = Math.Min(at, window.Length - Vector128<byte>.Count);
            var block = Vector128.LoadUnsafe(ref first, (nuint)at);
            var kinds = Vector128.ShuffleNative(LowHalves, block & Vector128.Create((byte)0x0F))
                & Vector128.ShuffleNative(HighHalves, (block.AsUInt16() >>> 4).AsByte() & Vector128.Create((byte)0x0F));
            _seen |= kinds;
            digits |= Bits(kinds & Vector128.Create(Digit), at);
            base64 |= Bits(kinds & Vector128.Create((byte)(Digit | LetterToO | LetterFromP | PlusDashSlash)), at);
            letters |= Bits(kinds & Vector128.Create((byte)(LetterToO | LetterFromP)), at);
            dashes |= Is(block, (byte)'-', at);
            dots |= Is(block, (byte)'.', at);
            spaces |= Is(block, (byte)' ', at);
            colons |= Is(block, (byte)':', at);
            equals |= Is(block, (byte)'=', at);
            separators |= Is(block, (byte)'_', at);
            others |= Is(block, (byte)'(', at) | Is(block, (byte)'[', at) | Is(block, (byte)'{', at) | Is(block, (byte)'<', at);
            HasNonAscii |= block.ExtractMostSignificantBits() != 0;
        }
        HasBracket |= others != 0;
        HasSpace |= spaces != 0;
        Separators += BitOperations.PopCount(spaces | separators | dashes);
        HasOther |= BitOperations.PopCount(base64 | spaces | equals) != window.Length;
        Colons += BitOperations.PopCount(colons);
        HideUuids(window, dashes, ref digits, ref base64);
        Count(digits, letters & ~separators, dots);
        LookForRuns(base64, equals);
        // Six pairs between dashes, three fours between dots.
        if ((dashes & (dashes >> 3) & (dashes >> 6) & (dashes >> 9) & (dashes >> 12)) != 0 || (dots & (dots >> 5)) != 0)
            Found |= Suspicion.Mac;
    }

    private void Count(ulong digits, ulong letters, ulong dots)
    {
        var words = digits | letters;
        Digits += BitOperations.PopCount(digits);
        DottedDigits += BitOperations.PopCount(dots & (digits << 1) & (digits >> 1));
        var starts = digits & ~(words << 1);
        // The carry of the addition runs through the digits behind a start and clears them.
        FreeDigits += BitOperations.PopCount(digits & ~(digits + starts));
        if ((letters & (letters >> 1) & (digits >> 2) & (digits >> 3) & ~(words << 1)) != 0)
            Found |= Suspicion.Iban;
    }

    private void LookForRuns(ulong base64, ulong equals)
    {
        if (RunsOf16(base64) != 0)
            Found |= Suspicion.EncodedRun;
        var padded = equals == 0 && (Found & Suspicion.EncodedRun) == 0 ? 0 : RunsOf16(base64 | equals);
        HasRunOf32 |= (padded & (padded >> 16)) != 0;
    }

    // A bit stays where sixteen of them began.
    private static ulong RunsOf16(ulong bits)
    {
        bits &= bits >> 1;
        bits &= bits >> 2;
        bits &= bits >> 4;
        return bits & (bits >> 8);
    }

    private static void HideUuids(ReadOnlySpan<byte> window, ulong dashes, ref ulong digits, ref ulong base64)
    {
        const int firstDash = 8;
        var candidates = dashes & (dashes >> 5) & (dashes >> 10) & (dashes >> 15);
        while (candidates != 0)
        {
            var start = BitOperations.TrailingZeroCount(candidates) - firstDash;
            candidates &= candidates - 1;
            if (start < 0 || start + UuidFinder.Length > window.Length || !UuidFinder.IsUuid(window.Slice(start, UuidFinder.Length)))
                continue;
            var hidden = ((1UL << UuidFinder.Length) - 1) << start;
            digits &= ~hidden;
            base64 &= ~hidden;
        }
    }

    private readonly bool Has(byte kinds) => (_seen & Vector128.Create(kinds)) != Vector128<byte>.Zero;

    private static ulong Bits(Vector128<byte> kinds, int at) =>
        (ulong)(~Vector128.Equals(kinds, Vector128<byte>.Zero)).ExtractMostSignificantBits() << at;

    private static ulong Is(Vector128<byte> block, byte b, int at) =>
        (ulong)Vector128.Equals(block, Vector128.Create(b)).ExtractMostSignificantBits() << at;
}
