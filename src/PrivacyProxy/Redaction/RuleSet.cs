using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace PrivacyProxy.Redaction;

/// <summary>
/// The compiled rules of one kind of document: query, form or JSON. Most specific first: a written path, then
/// <c>**.name</c> at any depth, then what holds for fields without a rule. Arrays are transparent: an element is judged
/// like the array's own field, so that a batch and a single event obey the same rules.
/// </summary>
internal sealed class RuleSet
{
    /// <summary>For values that stand alone, such as those of headers: they have no fields.</summary>
    public static readonly RuleSet Fieldless =
        new() { Name = "", Otherwise = FieldRule.Remove, Root = RuleNode.Leaf, Anywhere = NameTable<FieldRule>.Empty };

    private readonly ConcurrentDictionary<ScopeKey, FieldScope> _scopes = new();
    private Field? _document;

    public required string Name { get; init; }

    /// <summary>For fields without a rule: <see cref="FieldAction.Scan"/>, <see cref="FieldAction.Remove"/> or
    /// <see cref="FieldAction.Keep"/>.</summary>
    public required FieldRule Otherwise { get; init; }

    public required RuleNode Root { get; init; }

    public required NameTable<FieldRule> Anywhere { get; init; }

    /// <summary>Constants that every query or form of this kind carries, whatever the sender wrote under these names.</summary>
    public KeyValuePair<byte[], byte[]>[] Set { get; init; } = [];

    /// <summary>A whole document: fields without a rule are treated as it says, and its members are looked up at the root.</summary>
    public Field Document => _document ??= new Field(0, [], Otherwise, leaves: true, isNamed: false) { Members = Scope(Root, null) };

    /// <summary>The fields at one place of a document. Places are few: written paths, and what protects them.</summary>
    public FieldScope Scope(RuleNode? node, FieldRule? inherited) =>
        _scopes.GetOrAdd(new ScopeKey(node, inherited), static (key, rules) => new FieldScope(rules, key.Node, key.Inherited), this);

    /// <summary>
    /// The rule of a member of <paramref name="node"/>, and the node under which its own members are looked up.
    /// </summary>
    /// <param name="node">Where the walk is; null when no written path leads here.</param>
    /// <param name="name">The member's name, unescaped.</param>
    /// <param name="inherited">The rule of the field that the member is inside of, if that rule protects.</param>
    /// <param name="child">The member's own node.</param>
    /// <param name="isWritten">False when no rule names the field and the caller has to judge its name too.</param>
    public FieldRule Match(RuleNode? node, ReadOnlySpan<byte> name, FieldRule? inherited, out RuleNode? child, out bool isWritten)
    {
        var isExact = false;
        child = node is null ? null : node.Children.Find(name, out isExact) ?? node.AnyChild;
        // "*" speaks of values. The name was written by nobody but the sender.
        var isAnyName = child is not null && ReferenceEquals(child, node!.AnyChild);
        if (child?.Rule is { } written && (written.Protects || isExact || isAnyName))
        {
            isWritten = !isAnyName;
            return written;
        }

        isWritten = true;
        if (Anywhere.Find(name, out var isExactAnywhere) is { } anywhere && (anywhere.Protects || isExactAnywhere))
            return anywhere;
        if (inherited is not null)
        {
            // So does the rule of the field that this one is inside of.
            isWritten = false;
            return inherited;
        }

        // A container on the way to a written path (properties, $set) has no rule itself but must be walked, also where
        // unknown fields are removed. A name that differs in case from one that a rule lets through is unknown.
        var isContainer = child is { Rule: null };
        isWritten = isContainer && !isAnyName;
        return isContainer ? FieldRule.Scan : Otherwise;
    }

    /// <summary>
    /// True where fields without a rule leave as they came, whatever they are called: what a visitor writes into a form is
    /// meant for the vendor.
    /// </summary>
    public bool KeepsAnyName(FieldRule rule) => rule.Action == FieldAction.Keep && ReferenceEquals(rule, Otherwise);

    private readonly record struct ScopeKey(RuleNode? Node, FieldRule? Inherited)
    {
        public bool Equals(ScopeKey other) => ReferenceEquals(Node, other.Node) && ReferenceEquals(Inherited, other.Inherited);

        public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Node), RuntimeHelpers.GetHashCode(Inherited));
    }
}

/// <summary>One step of the written paths.</summary>
internal sealed class RuleNode
{
    public static readonly RuleNode Leaf = new() { Children = NameTable<RuleNode>.Empty };

    public FieldRule? Rule { get; init; }

    public required NameTable<RuleNode> Children { get; init; }

    /// <summary>What <c>*</c> says of members that are not named.</summary>
    public RuleNode? AnyChild { get; init; }

    /// <summary>Members that the proxy itself writes into the object at this place, when it knows their value.</summary>
    public IReadOnlyList<Insertion> Insertions { get; init; } = [];
}
