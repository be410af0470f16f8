namespace PrivacyProxy.Pseudonyms;

/// <summary>How long an id keeps its pseudonym. Periods begin at midnight UTC; weeks begin on Monday.</summary>
public enum PseudonymPeriod
{
    /// <summary>As long as the key.</summary>
    None,

    /// <summary>A calendar day.</summary>
    Day,

    /// <summary>A calendar week.</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>A calendar year.</summary>
    Year,
}
