namespace PrivacyProxy.Pipeline;

/// <summary>What a step says of a request.</summary>
internal readonly record struct Verdict
{
    private Verdict(VerdictKind kind, DropReason drop, RefusalReason refusal, int status)
    {
        Kind = kind;
        DropReason = drop;
        RefusalReason = refusal;
        Status = status;
    }

    /// <summary>The next step decides.</summary>
    public static Verdict Continue => default;

    public VerdictKind Kind { get; }

    public DropReason DropReason { get; }

    public RefusalReason RefusalReason { get; }

    /// <summary>The status code of a refusal; 0 for the answer of the endpoint's profile.</summary>
    public int Status { get; }

    /// <summary>Not forwarded, answered as the vendor would have accepted it.</summary>
    public static Verdict Drop(DropReason reason) => new(VerdictKind.Drop, reason, default, 0);

    /// <summary>Not forwarded, answered with an error.</summary>
    public static Verdict Refuse(RefusalReason reason, int status) => new(VerdictKind.Refuse, default, reason, status);
}

/// <summary>The three things a step can say.</summary>
internal enum VerdictKind
{
    Continue,
    Drop,
    Refuse,
}
