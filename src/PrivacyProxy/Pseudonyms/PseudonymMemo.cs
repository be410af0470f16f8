using PrivacyProxy.Redaction;

namespace PrivacyProxy.Pseudonyms;

/// <summary>
/// The pseudonyms of one request: a batch names the same visitor in every event, and an event in two or three fields.
/// Nothing of it outlives the request: its room is wiped before it serves another one.
/// </summary>
internal sealed class PseudonymMemo
{
    // Few visitors share a request; a search through more would cost what it saves.
    private const int MostIds = 8;
    private const int LongestId = 128;
    private const int LongestPseudonym = 36;

    private readonly (int Start, int Middle, int End)[] _entries = new (int, int, int)[MostIds];
    private readonly byte[] _bytes = new byte[MostIds * (LongestId + LongestPseudonym)];
    private int _count;

    /// <summary>Appends the pseudonym of an id that was met before.</summary>
    public bool TryAppend(ReadOnlySpan<byte> id, ByteBuffer output)
    {
        foreach (var (start, middle, end) in _entries.AsSpan(0, _count))
        {
            if (!_bytes.AsSpan(start..middle).SequenceEqual(id))
                continue;
            output.Append(_bytes.AsSpan(middle..end));
            return true;
        }

        return false;
    }

    public void Remember(ReadOnlySpan<byte> id, ReadOnlySpan<byte> pseudonym)
    {
        if (_count == MostIds || id.Length > LongestId || pseudonym.Length > LongestPseudonym)
            return;
        var start = _count == 0 ? 0 : _entries[_count - 1].End;
        var middle = start + id.Length;
        id.CopyTo(_bytes.AsSpan(start));
        pseudonym.CopyTo(_bytes.AsSpan(middle));
        _entries[_count++] = (start, middle, middle + pseudonym.Length);
    }

    public void Clear()
    {
        if (_count > 0)
            _bytes.AsSpan(0, _entries[_count - 1].End).Clear();
        _count = 0;
    }
}
