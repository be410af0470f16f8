namespace PrivacyProxy.Redaction;

/// <summary>One compiled rule: an action and what it needs. Immutable and shared by all requests.</summary>
internal sealed record FieldRule(FieldAction Action)
{
    public static readonly FieldRule Scan = new(FieldAction.Scan);
    public static readonly FieldRule Remove = new(FieldAction.Remove);
    public static readonly FieldRule Keep = new(FieldAction.Keep);
    public static readonly FieldRule Pseudonymise = new(FieldAction.Pseudonymise);

    public KeptShape Shape { get; init; }

    public CoarsenedValue Coarsened { get; init; }

    /// <summary>The constant of <see cref="FieldAction.Replace"/>.</summary>
    public byte[] Constant { get; init; } = [];

    /// <summary>The rules of what is inside: of the document for <see cref="FieldAction.Open"/>, of the parameters for
    /// <see cref="FieldAction.CleanUrl"/>.</summary>
    public RuleSet? Inner { get; set; }

    /// <summary>How the rule was written, for <c>check</c>.</summary>
    public string Text { get; init; } = "";

    /// <summary>
    /// True for rules that protect: they also hold for the members of an object found in the field's place, and for a name
    /// that differs from the written one in case only. A rule that lets through holds for the exact name alone.
    /// </summary>
    public bool Protects => Action is not (FieldAction.Keep or FieldAction.Scan or FieldAction.Open);
}
