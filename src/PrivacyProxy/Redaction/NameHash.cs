using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PrivacyProxy.Redaction;

/// <summary>
/// The hash of a member's name: made once for each name, and used to find its rule and to notice that it stands twice.
/// Keyed per process, so that a sender can't build two names with one hash.
/// </summary>
internal static class NameHash
{
    private static readonly ulong s_first = Key();
    private static readonly ulong s_second = Key();

    public static ulong Of(ReadOnlySpan<byte> name)
    {
        var length = (ulong)name.Length;
        ulong low, high;
        if (name.Length > 16)
            (low, high) = FoldLong(name);
        else if (name.Length >= 8)
            (low, high) = (MemoryMarshal.Read<ulong>(name), MemoryMarshal.Read<ulong>(name[^8..]));
        else if (name.Length >= 4)
            (low, high) = (MemoryMarshal.Read<uint>(name), MemoryMarshal.Read<uint>(name[^4..]));
        else if (name.Length > 0)
            (low, high) = (name[0], ((ulong)name[name.Length >> 1] << 8) | name[^1]);
        else
            (low, high) = (0, 0);
        return Fold(Fold(low ^ s_first, high ^ s_second) ^ length, s_first);
    }

    private static (ulong Low, ulong High) FoldLong(ReadOnlySpan<byte> name)
    {
        // The last sixteen bytes are left to the caller's step; what stands before them is folded in, eight by eight.
        var folded = s_second;
        for (var rest = name; rest.Length > 16; rest = rest[8..])
            folded = Fold(MemoryMarshal.Read<ulong>(rest) ^ s_first, folded ^ s_second);
        return (MemoryMarshal.Read<ulong>(name[^16..]) ^ folded, MemoryMarshal.Read<ulong>(name[^8..]));
    }

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }

    private static ulong Key() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;
}
