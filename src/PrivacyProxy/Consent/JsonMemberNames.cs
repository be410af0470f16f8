namespace PrivacyProxy.Consent;

/// <summary>
/// The member names of one JSON value, to find a name that occurs twice in one object. Two readers of such an object may
/// pick different members, so neither can be believed.
/// </summary>
internal ref struct JsonMemberNames(Span<JsonMemberName> names, Span<int> openObjects)
{
    /// <summary>More members than any platform writes. The bound keeps the comparison of all pairs cheap.</summary>
    public const int Most = 256;

    private readonly Span<JsonMemberName> _names = names;
    private readonly Span<int> _openObjects = openObjects;
    private int _count;
    private int _objects;

    /// <summary>A new object begins whose members stand at <paramref name="depth"/>.</summary>
    public void Open(int depth) => _openObjects[depth] = _objects++;

    public bool TryAdd(ReadOnlySpan<byte> json, int depth, int start, int length)
    {
        if (_count == _names.Length)
            return false;
        var added = new JsonMemberName(_openObjects[depth], start, length);
        foreach (var known in _names[.._count])
        {
            if (known.InObject == added.InObject
                && known.Length == length
                && json.Slice(known.Start, length).SequenceEqual(json.Slice(start, length)))
            {
                return false;
            }
        }
        _names[_count++] = added;
        return true;
    }
}
