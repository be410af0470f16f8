using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Finds a member name that stands twice in one object. Keeps the hashes (<see cref="NameHash"/>) of the names of all open
/// objects on one stack, so an object costs no allocation and the search is one vectorised scan over its own names, made
/// only when a filter of 64 bits has seen the like of the name.
/// Should two names ever share a hash, their document is dropped, not forwarded.
/// </summary>
internal sealed class MemberNames : IDisposable
{
    private ulong[] _hashes = ArrayPool<ulong>.Shared.Rent(128);
    private int _count;

    /// <summary>Begins an object; its frame is handed to the other methods.</summary>
    public NameFrame Enter() => new(_count);

    /// <summary>Ends the object and forgets its names.</summary>
    public void Leave(NameFrame frame) => _count = frame.Start;

    /// <summary>False when the object already has a member of this name.</summary>
    public bool TryAdd(ref NameFrame frame, ulong hash)
    {
        var hashes = _hashes;
        if (frame.HasSeenLike(hash) && hashes.AsSpan(frame.Start, _count - frame.Start).Contains(hash))
            return false;
        if (_count == hashes.Length)
            hashes = Grow();
        hashes[_count++] = hash;
        return true;
    }

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_hashes);
        _hashes = [];
    }

    private ulong[] Grow()
    {
        var larger = ArrayPool<ulong>.Shared.Rent(_hashes.Length * 2);
        _hashes.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<ulong>.Shared.Return(_hashes);
        return _hashes = larger;
    }
}

/// <summary>Where the names of one object begin, and which there were, roughly.</summary>
internal struct NameFrame(int start)
{
    private ulong _seen;

    public readonly int Start => start;

    /// <summary>False when the name is certainly new; it is noted.</summary>
    public bool HasSeenLike(ulong hash)
    {
        var bit = 1UL << (int)(hash >> 58);
        var isSeen = (_seen & bit) != 0;
        _seen |= bit;
        return isSeen;
    }
}
