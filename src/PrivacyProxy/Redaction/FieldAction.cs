namespace PrivacyProxy.Redaction;

/// <summary>What happens to one field. The names in profiles are the kebab-case forms (<c>clean-url</c>).</summary>
internal enum FieldAction
{
    /// <summary>Leaves as it came, if it has the shape that the rule names (<see cref="KeptShape"/>).</summary>
    Keep,

    /// <summary>Leaves if neither its name nor its value looks personal; found parts are replaced by their class.</summary>
    Scan,

    /// <summary>Does not leave, with everything inside it.</summary>
    Remove,

    /// <summary>An address, cut to the bits that the site keeps; removed when it is not an address.</summary>
    TruncateIp,

    /// <summary>An id, replaced by its keyed pseudonym.</summary>
    Pseudonymise,

    /// <summary>A URL without user info, fragment and unlisted parameters.</summary>
    CleanUrl,

    /// <summary>A URL of another site is cut to its origin; one of the own site is cleaned.</summary>
    OriginOnly,

    /// <summary>A device value, brought down to its class.</summary>
    Coarsen,

    /// <summary>Replaced by a constant.</summary>
    Replace,

    /// <summary>Holds JSON, plain or base64, that is opened and redacted by its own rule set.</summary>
    Open,
}

/// <summary>The shape a kept value must have; what has another shape is handled as the enum member says.</summary>
internal enum KeptShape
{
    /// <summary>Whatever it is. For text that the visitor gives to the vendor on purpose, such as a form.</summary>
    Any,

    /// <summary>A decimal number without detected personal data; anything else is removed.</summary>
    Number,

    /// <summary><c>true</c>, <c>false</c>, <c>0</c> or <c>1</c>; anything else is removed.</summary>
    Boolean,

    /// <summary>1 to 128 of <c>A–Z a–z 0–9 . _ -</c> without detected personal data; anything else is removed.</summary>
    Token,

    /// <summary>1 to 36 of <c>A–Z a–z 0–9 -</c> without detected personal data, what deduplication ids look like; anything
    /// else is pseudonymised, so that a repeated delivery still has an equal id.</summary>
    InsertId,

    /// <summary>Base64 of at most 1,024 characters, of a PHP array with the members of a click-through (Mautic's <c>ct</c>);
    /// anything else is removed.</summary>
    Base64,
}

/// <summary>The kind of device value that <see cref="FieldAction.Coarsen"/> brings down to its class.</summary>
internal enum CoarsenedValue
{
    UserAgent,
    Screen,
    Version,
    TimeZone,
    Language,
}
