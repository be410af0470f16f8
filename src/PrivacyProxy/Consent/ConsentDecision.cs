namespace PrivacyProxy.Consent;

/// <summary>The visitor's choice for every purpose, as one cookie or one request says it.</summary>
internal readonly record struct ConsentDecision(ConsentState Analytics, ConsentState Marketing)
{
    public static ConsentDecision Undecided => new(ConsentState.Undecided, ConsentState.Undecided);

    public static ConsentDecision Refused => new(ConsentState.Refused, ConsentState.Refused);

    /// <summary>Per purpose the stricter of both; the order does not matter.</summary>
    public static ConsentDecision MostRestrictive(ConsentDecision a, ConsentDecision b) =>
        new(Stricter(a.Analytics, b.Analytics), Stricter(a.Marketing, b.Marketing));

    /// <summary>A purpose that this version does not know is undecided, which denies it.</summary>
    public ConsentState ForPurpose(Purpose purpose) => purpose switch
    {
        Purpose.Analytics => Analytics,
        Purpose.Marketing => Marketing,
        _ => ConsentState.Undecided,
    };

    private static ConsentState Stricter(ConsentState a, ConsentState b) => a < b ? a : b;
}
