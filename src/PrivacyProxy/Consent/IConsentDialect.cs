namespace PrivacyProxy.Consent;

/// <summary>How one consent platform writes a visitor's choice into a cookie.</summary>
internal interface IConsentDialect
{
    /// <summary>
    /// Reads one copy of the cookie. The value is the visitor's, so anything can stand in it: what is not exactly what the
    /// platform writes is undecided, and nothing is thrown.
    /// </summary>
    ConsentDecision Read(ReadOnlySpan<char> value);
}
