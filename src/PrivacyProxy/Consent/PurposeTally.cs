namespace PrivacyProxy.Consent;

/// <summary>
/// Combines what a cookie says about the several names of one purpose: all that are present must be granted, an absent
/// name (a service that was added later) is ignored beside a present one, and none present is no decision.
/// </summary>
internal struct PurposeTally
{
    private int _present;
    private int _granted;

    public void Add(bool granted)
    {
        _present++;
        if (granted)
            _granted++;
    }

    public readonly ConsentState State =>
        _present == 0 ? ConsentState.Undecided
        : _granted == _present ? ConsentState.Granted
        : ConsentState.Refused;
}
