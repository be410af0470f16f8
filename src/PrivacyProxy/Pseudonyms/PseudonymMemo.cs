using PrivacyProxy.Redaction;

namespace PrivacyProxy.Pseudonyms;

/// <summary>
/// The pseudonyms of one request: a batch names the same visitor in every event, and an event in two or three fields.
/// Nothing of it outlives the request, and its room is cleared like all that ids pass through.
/// </summary>
internal sealed class PseudonymMemo : IDisposable
{
    // Few visitors share a request; a search through more would cost what it saves.
    private const int MostIds = 8;
    private const int LongestId = 128;

    private (int Start, int Middle, int End)[]? _entries;
    private ByteBuffer? _bytes;
    private int _count;

    /// <summary>Appends the pseudonym of an id that was met before.</summary>
    public bool TryAppend(ReadOnlySpan<byte> id, ByteBuffer output)
    {
        foreach (var (start, middle, end) in _entries.AsSpan(0, _count))
        {
            if (!_bytes!.Span[start..middle].SequenceEqual(id))
                continue;
            output.Append(_bytes.Span[middle..end]);
            return true;
        }

        return false;
    }

    public void Remember(ReadOnlySpan<byte> id, ReadOnlySpan<byte> pseudonym)
    {
        if (_count == MostIds || id.Length > LongestId)
            return;

        // Most requests that are dropped never meet an id.
        _bytes ??= new ByteBuffer(256);
        _entries ??= new (int, int, int)[MostIds];
        var start = _bytes.Length;
        _bytes.Append(id);
        var middle = _bytes.Length;
        _bytes.Append(pseudonym);
        _entries[_count++] = (start, middle, _bytes.Length);
    }

    public void Dispose() => _bytes?.Dispose();
}
