namespace PrivacyProxy.Redaction;

/// <summary>
/// A member as the rules see it at one place of a document: what holds for its value, and where its own members are looked
/// up. Made when a name is first met there, and shared by all requests after that.
/// </summary>
internal sealed class Field
{
    /// <summary>Longer names are read each time: whoever remembered them would keep as much of them as a sender likes.</summary>
    public const int LongestRemembered = 64;

    private static int s_lastOrdinal;

    private readonly byte[]? _name;
    private readonly byte[] _member;

    /// <param name="hash">The name's <see cref="NameHash"/>.</param>
    /// <param name="name">The name, if it may be kept in memory: one that a rule names, or that leaves and so is one that a
    /// vendor gets to see anyway. Otherwise its hash says enough.</param>
    /// <param name="rule">The rule of the value.</param>
    /// <param name="leaves">False when nothing of the member leaves, its name neither.</param>
    /// <param name="isNamed">Whether the name is kept.</param>
    public Field(ulong hash, ReadOnlySpan<byte> name, FieldRule rule, bool leaves, bool isNamed)
    {
        Hash = hash;
        Rule = rule;
        Leaves = leaves;
        _name = isNamed ? name.ToArray() : null;
        // What a name with a backslash says is written otherwise, and another name is written like what it says.
        _member = !isNamed || name.Length > LongestRemembered || JsonText.NeedsEscape(name) ? [] : [(byte)'"', .. name, (byte)'"', (byte)':'];
    }

    public ulong Hash { get; }

    /// <summary>Neighbours in a document get neighbouring numbers; <see cref="ValueMemo"/> keeps them apart by it.</summary>
    public int Ordinal { get; } = Interlocked.Increment(ref s_lastOrdinal);

    public FieldRule Rule { get; }

    public bool Leaves { get; }

    /// <summary>Where the members of an object in the field's place are looked up.</summary>
    public FieldScope Members { get; init; } = null!;

    /// <summary>
    /// The field that stood behind this one when it was last looked at. A guess, whoever made it: SDKs write their members in
    /// one order, and to compare with the expected name is cheaper than to read it and to look it up. Only a field that has a
    /// <see cref="Member"/> may stand here: followers hold each other, also when the table has forgotten them.
    /// </summary>
    public Field? Follower { get; set; }

    /// <summary>The name with quotes and colon, as it stands in a document without white space; empty when it can't be expected.</summary>
    public ReadOnlySpan<byte> Member => _member;

    /// <summary>Where only the hash is kept, it decides, and what is taken for another field does not leave either.</summary>
    public bool IsCalled(ReadOnlySpan<byte> name, ulong hash) => hash == Hash && (_name is null ? !Leaves : name.SequenceEqual(_name));
}
