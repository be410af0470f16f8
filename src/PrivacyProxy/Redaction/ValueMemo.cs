namespace PrivacyProxy.Redaction;

/// <summary>
/// What became of the last value of each field in one document. The events of a batch say the same of the page, the device
/// and the visitor, one after the other; their common values are read and judged once.
/// </summary>
/// <remarks>
/// Values are named by their place in the document, so nothing is copied but what they were changed to, and nothing of
/// it outlives the document. Fields whose numbers fall together only forget each other's value.
/// </remarks>
internal sealed class ValueMemo
{
    private const int Size = 128;

    private readonly RecalledValue[] _values = new RecalledValue[Size];

    /// <summary>The last value of <paramref name="field"/>, or of another one that took its place.</summary>
    public ref readonly RecalledValue Last(Field field) => ref _values[field.Ordinal & (Size - 1)];

    public void Remember(in RecalledValue value) => _values[value.Field.Ordinal & (Size - 1)] = value;

    public void Clear() => Array.Clear(_values);
}

/// <param name="Field">Whose value it is.</param>
/// <param name="Start">Where it stands in the document, with its quotes.</param>
/// <param name="Length">How long it is there.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="ChangeStart">Where what it was changed to begins, among all that was changed.</param>
/// <param name="ChangeEnd">Where that ends.</param>
internal readonly record struct RecalledValue(Field Field, int Start, int Length, Outcome Outcome, int ChangeStart, int ChangeEnd)
{
    /// <summary>True when this value of <paramref name="field"/>, all of it and no more, stands at <paramref name="at"/> again.</summary>
    public bool StandsAt(int at, Field field, ReadOnlySpan<byte> json) =>
        ReferenceEquals(Field, field)
        && json[at..].StartsWith(json.Slice(Start, Length))
        && (json[at] == '"' || IsEndOfNumber(json, at + Length));

    private static bool IsEndOfNumber(ReadOnlySpan<byte> json, int at) =>
        (uint)at >= (uint)json.Length || json[at] is (byte)',' or (byte)'}' or (byte)']' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';
}
