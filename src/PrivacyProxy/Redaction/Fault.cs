namespace PrivacyProxy.Redaction;

/// <summary>Why a surface could not be read to its end. Whatever it is, nothing of the request is forwarded.</summary>
internal enum Fault
{
    None,

    /// <summary>Not what it says it is: broken JSON, base64, compression, percent-encoding, UTF-8, or duplicate members.</summary>
    Unreadable,

    /// <summary>The vendor could read another value than the one that was judged: the payload stands twice.</summary>
    Ambiguous,

    /// <summary>More bytes, parameters or levels than the limits allow.</summary>
    TooLarge,
}

/// <summary>What became of one value.</summary>
internal enum Outcome
{
    /// <summary>Leaves unchanged.</summary>
    Kept,

    /// <summary>Leaves as what was written to the output.</summary>
    Changed,

    /// <summary>Does not leave.</summary>
    Removed,
}
