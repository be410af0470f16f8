namespace PrivacyProxy.Pipeline;

/// <summary>
/// Why a request was not forwarded although it was well addressed. The caller gets the vendor's own "accepted". The list
/// is closed; the metrics use the snake case of the names.
/// </summary>
internal enum DropReason
{
    /// <summary>A preflight: the proxy answers it itself.</summary>
    Preflight,

    /// <summary>The visitor refused the vendor's purpose.</summary>
    ConsentRefused,

    /// <summary>No readable decision for the vendor's purpose. If all requests of a site are, its consent source is set wrongly.</summary>
    ConsentUndecided,

    /// <summary>The browser sends <c>Sec-GPC: 1</c>.</summary>
    Gpc,

    /// <summary>A bot, by the proxy's own check.</summary>
    Bot,

    /// <summary>The query, the form or the body is not what it says it is.</summary>
    Unreadable,

    /// <summary>The payload stands twice, so that the vendor could read another one than was judged.</summary>
    Ambiguous,

    /// <summary>Nothing was left of the payload after redaction.</summary>
    Empty,

    /// <summary>A step failed. It is a fault of the proxy; the log says which step and what kind of exception.</summary>
    StepFailed,
}

/// <summary>Why a request was answered with an error by the proxy itself.</summary>
internal enum RefusalReason
{
    /// <summary>No site has this host.</summary>
    UnknownHost,

    /// <summary>No vendor or endpoint has this path.</summary>
    UnknownPath,

    /// <summary>The endpoint does not take this method.</summary>
    MethodNotAllowed,

    /// <summary>The profile refuses the endpoint, such as session replay.</summary>
    EndpointRefused,

    /// <summary>A protocol upgrade or tunnel was asked for.</summary>
    Upgrade,

    /// <summary>A limit of the settings is exceeded.</summary>
    TooLarge,

    /// <summary>The endpoint does not take a body of this media type.</summary>
    MediaType,
}

/// <summary>Why an exchange with a vendor failed.</summary>
internal enum FailureReason
{
    /// <summary>The vendor could not be reached, broke off, or answered no HTTP: 502.</summary>
    VendorUnreachable,

    /// <summary>The vendor made no progress in time: 504.</summary>
    VendorTimeout,

    /// <summary>A fault of the proxy itself while forwarding: 502. The log names the kind of exception.</summary>
    ProxyError,

    /// <summary>The caller went away before the exchange ended.</summary>
    CallerGone,
}
