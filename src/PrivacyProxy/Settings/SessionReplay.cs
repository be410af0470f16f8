namespace PrivacyProxy.Settings;

/// <summary>What becomes of session replays.</summary>
public enum SessionReplay
{
    /// <summary>None leaves; the recorder gets the vendor's "accepted".</summary>
    Refuse,

    /// <summary>They leave with the visitor's consent, with texts, URLs and all that is not layout masked.</summary>
    Mask,
}
