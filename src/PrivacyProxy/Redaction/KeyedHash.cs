using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PrivacyProxy.Redaction;

/// <summary>
/// A fast hash of short texts under random keys, so that a sender can't build two texts with one hash. For tables in the
/// memory of this process; pseudonyms are made by HMAC.
/// </summary>
internal sealed class KeyedHash
{
    private readonly ulong _first = Key();
    private readonly ulong _second = Key();

    public ulong Of(ReadOnlySpan<byte> text)
    {
        ulong low, high;
        if (text.Length > 16)
            (low, high) = FoldLong(text);
        else if (text.Length >= 8)
            (low, high) = (MemoryMarshal.Read<ulong>(text), MemoryMarshal.Read<ulong>(text[^8..]));
        else if (text.Length >= 4)
            (low, high) = (MemoryMarshal.Read<uint>(text), MemoryMarshal.Read<uint>(text[^4..]));
        else if (text.Length > 0)
            (low, high) = (text[0], ((ulong)text[text.Length >> 1] << 8) | text[^1]);
        else
            (low, high) = (0, 0);
        return Fold(Fold(low ^ _first, high ^ _second) ^ (ulong)text.Length, _first);
    }

    private (ulong Low, ulong High) FoldLong(ReadOnlySpan<byte> text)
    {
        // The last sixteen bytes are left to the caller's step; what stands before them is folded in, eight by eight.
        // Not with a key: folded with itself, it would be zero, and a product with zero forgets the other factor.
        var folded = (ulong)text.Length;
        for (var rest = text; rest.Length > 16; rest = rest[8..])
            folded = Fold(MemoryMarshal.Read<ulong>(rest) ^ _first, folded ^ _second);
        return (MemoryMarshal.Read<ulong>(text[^16..]) ^ folded, MemoryMarshal.Read<ulong>(text[^8..]));
    }

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }

    private static ulong Key() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;
}
