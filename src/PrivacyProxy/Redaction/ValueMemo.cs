namespace PrivacyProxy.Redaction;

/// <summary>
/// What became of the last value of each field in one document. The events of a batch say the same of the page, the device
/// and the visitor, one after the other; their common values are judged once.
/// </summary>
/// <remarks>
/// Values are named by their place in the document, so nothing is copied but what they were changed to, and nothing of
/// it outlives the document. Fields whose numbers fall together only forget each other's value.
/// </remarks>
internal sealed class ValueMemo
{
    private const int Size = 128;

    private readonly Entry[] _entries = new Entry[Size];

    /// <summary>True when the field's last value was written the same way.</summary>
    public bool TryRecall(Field field, ReadOnlySpan<byte> json, ReadOnlySpan<byte> written, out Outcome outcome, out Range change)
    {
        ref readonly var entry = ref _entries[field.Ordinal & (Size - 1)];
        if (ReferenceEquals(entry.Field, field) && json.Slice(entry.Start, entry.Length).SequenceEqual(written))
        {
            outcome = entry.Outcome;
            change = entry.ChangeStart..entry.ChangeEnd;
            return true;
        }

        (outcome, change) = (default, default);
        return false;
    }

    public void Remember(Field field, int start, int length, Outcome outcome, int changeStart, int changeEnd) =>
        _entries[field.Ordinal & (Size - 1)] = new Entry(field, start, length, outcome, changeStart, changeEnd);

    public void Clear() => Array.Clear(_entries);

    private readonly record struct Entry(Field Field, int Start, int Length, Outcome Outcome, int ChangeStart, int ChangeEnd);
}
