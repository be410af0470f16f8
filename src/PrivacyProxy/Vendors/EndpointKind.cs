namespace PrivacyProxy.Vendors;

/// <summary>What an endpoint is for, which decides the steps, the answer on a drop and the security headers.</summary>
internal enum EndpointKind
{
    /// <summary>Data about the visitor. Needs consent.</summary>
    Event,

    /// <summary>Code that the page loads. Needs consent, for loading it already tells the vendor of the visit.</summary>
    Script,

    /// <summary>Something the visitor opens or sends on purpose: a form, a link in a mail, an unsubscription. Passes
    /// without consent, but then without cookies and identifying parameters.</summary>
    Page,

    /// <summary>Session replays. Refused like <see cref="Refuse"/>, or masked, and then an <see cref="Event"/>: which of them
    /// is the site's decision, so no compiled endpoint is of this kind.</summary>
    Replay,

    /// <summary>Never forwarded; answered with what its callers need.</summary>
    Refuse,
}
