namespace PrivacyProxy.Consent;

/// <summary>
/// What is known about the visitor's choice for one purpose. Ordered from the most restrictive, so that combining two
/// readings is taking the smaller one. Only <see cref="Granted"/> lets a vendor hear anything.
/// </summary>
internal enum ConsentState
{
    /// <summary>A recorded refusal, withdrawal or objection.</summary>
    Refused = 0,

    /// <summary>
    /// No readable decision. Denied like a refusal, but counted apart: a site where every request is undecided has a
    /// wrong consent source, not a hundred percent of refusals.
    /// </summary>
    Undecided = 1,

    /// <summary>A recorded opt-in.</summary>
    Granted = 2,
}
