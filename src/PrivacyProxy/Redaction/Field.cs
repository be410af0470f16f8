namespace PrivacyProxy.Redaction;

/// <summary>
/// A member as the rules see it at one place of a document: what holds for its value, and where its own members are looked
/// up. Made when a name is first met there, and shared by all requests after that.
/// </summary>
/// <param name="hash">Of the name.</param>
/// <param name="name">The name, for one that leaves: then it is one that a vendor gets to see anyway. Null for one that does
/// not; names can be personal, and their hash says enough.</param>
/// <param name="rule">The rule of the value.</param>
internal sealed class Field(ulong hash, byte[]? name, FieldRule rule)
{
    private static int s_lastOrdinal;

    /// <summary>Neighbours in a document get neighbouring numbers; <see cref="ValueMemo"/> keeps them apart by it.</summary>
    public int Ordinal { get; } = Interlocked.Increment(ref s_lastOrdinal);

    public FieldRule Rule { get; } = rule;

    /// <summary>False when nothing of the member leaves, its name neither.</summary>
    public bool Leaves => name is not null;

    /// <summary>Where the members of an object in the field's place are looked up.</summary>
    public FieldScope Members { get; init; } = null!;

    /// <summary>The field's hash decides where it may not leave: a name taken for another one does not leave then either.</summary>
    public bool IsCalled(ReadOnlySpan<byte> other, ulong otherHash) => hash == otherHash && (name is null || other.SequenceEqual(name));

    /// <summary>The slot of a table with <paramref name="mask"/> + 1 of them.</summary>
    public int Slot(int mask) => (int)hash & mask;
}
