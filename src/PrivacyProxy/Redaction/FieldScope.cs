namespace PrivacyProxy.Redaction;

/// <summary>
/// One place of a document (the node that a written path leads to, and the rule inherited there) with the fields that were
/// met at it. Which rule holds for a name, and whether the name looks personal, is judged once and then looked up: names
/// come from the site's own code and are few.
/// </summary>
/// <remarks>
/// Reading takes no lock: fields are immutable and are published by one write. A sender who invents names only makes the
/// table replace what it holds.
/// </remarks>
internal sealed class FieldScope(RuleSet rules, RuleNode? node, FieldRule? inherited)
{
    private const int FewestSlots = 64;
    private const int MostSlots = 1024;
    private const int Probes = 4;

    private readonly Lock _writing = new();
    private Field?[] _slots = [];
    private int _count;

    public RuleSet Rules { get; } = rules;

    /// <summary>Members that the proxy itself writes into an object here.</summary>
    public Insertion[] Insertions { get; } = [.. node?.Insertions ?? []];

    /// <summary>The field that an object here last began with: a guess like <see cref="Field.Follower"/>.</summary>
    public Field? First { get; set; }

    /// <param name="name">Unescaped.</param>
    /// <param name="hash">Its <see cref="NameHash"/>.</param>
    public Field Find(ReadOnlySpan<byte> name, ulong hash)
    {
        var slots = _slots;
        for (var probe = 0; probe < Probes; probe++)
        {
            var at = ((int)hash + probe) & (slots.Length - 1);
            if ((uint)at >= (uint)slots.Length || slots[at] is not { } field)
                break;
            if (field.IsCalled(name, hash))
                return field;
        }

        return Judge(name, hash);
    }

    private Field Judge(ReadOnlySpan<byte> name, ulong hash)
    {
        var rule = Rules.Match(node, name, inherited, out var child, out var isWritten);
        var leaves = rule.Action != FieldAction.Remove
            && (isWritten || Rules.KeepsAnyName(rule) || (!PersonalNames.IsPersonal(name) && !PersonalData.Contains(name)));
        var field = new Field(hash, name, rule, leaves, isNamed: leaves || isWritten) { Members = Rules.Scope(child, rule.Protects ? rule : null) };
        if (name.Length <= Field.LongestRemembered)
            Remember(field);
        return field;
    }

    // Whoever finds the table busy goes without: it is there to save time.
    private void Remember(Field field)
    {
        if (!_writing.TryEnter())
            return;
        try
        {
            if (_slots.Length < MostSlots && _count * 2 >= _slots.Length)
                Grow();
            Place(_slots, field, mayReplace: true);
            _count++;
        }
        finally
        {
            _writing.Exit();
        }
    }

    private void Grow()
    {
        var larger = new Field?[Math.Max(FewestSlots, _slots.Length * 2)];
        foreach (var field in _slots)
        {
            if (field is not null)
                Place(larger, field, mayReplace: false);
        }

        _slots = larger;
    }

    private static void Place(Field?[] slots, Field field, bool mayReplace)
    {
        var mask = slots.Length - 1;
        for (var probe = 0; probe < Probes; probe++)
        {
            ref var slot = ref slots[((int)field.Hash + probe) & mask];
            if (slot is not null)
                continue;
            Volatile.Write(ref slot, field);
            return;
        }

        if (mayReplace)
            Volatile.Write(ref slots[(int)field.Hash & mask], field);
    }
}
