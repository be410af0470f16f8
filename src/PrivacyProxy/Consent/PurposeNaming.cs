namespace PrivacyProxy.Consent;

/// <summary>Who decides what a platform calls a purpose.</summary>
internal enum PurposeNaming
{
    /// <summary>The site may; otherwise the purposes' own names are expected.</summary>
    Optional,

    /// <summary>The site must: the platform has no names of its own.</summary>
    Required,

    /// <summary>The platform does.</summary>
    Fixed,
}
