using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Finds a member name that stands twice in one object. Keeps 64-bit hashes of the names of all open objects on one
/// stack, so an object costs no allocation and the search is one vectorised scan over its own names.
/// </summary>
/// <remarks>
/// The hash is keyed per process: a sender can't build two different names that are taken for one, and if two ever
/// were, their document would be dropped, not forwarded.
/// </remarks>
internal sealed class MemberNames : IDisposable
{
    private static readonly ulong s_key = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;

    private ulong[] _hashes = ArrayPool<ulong>.Shared.Rent(64);
    private int _count;

    /// <summary>Begins an object; its frame is handed to the other methods.</summary>
    public int Enter() => _count;

    /// <summary>Ends the object and forgets its names.</summary>
    public void Leave(int frame) => _count = frame;

    /// <summary>False when the object already has a member of this name.</summary>
    public bool TryAdd(int frame, ReadOnlySpan<byte> name)
    {
        var hash = Hash(name);
        if (_hashes.AsSpan(frame, _count - frame).Contains(hash))
            return false;
        if (_count == _hashes.Length)
            Grow();
        _hashes[_count++] = hash;
        return true;
    }

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_hashes);
        _hashes = [];
    }

    private static ulong Hash(ReadOnlySpan<byte> name)
    {
        var hash = s_key ^ (ulong)name.Length;
        while (name.Length >= 8)
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(name));
            name = name[8..];
        }

        ulong rest = 0;
        foreach (var b in name)
            rest = (rest << 8) | b;
        return Mix(hash ^ rest);
    }

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value, 0x9E3779B97F4A7C15 ^ s_key, out var low);
        return high ^ low;
    }

    private void Grow()
    {
        var larger = ArrayPool<ulong>.Shared.Rent(_hashes.Length * 2);
        _hashes.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<ulong>.Shared.Return(_hashes);
        _hashes = larger;
    }
}
