namespace PrivacyProxy.Redaction;

/// <summary>What was found in a value; written in its place.</summary>
internal enum DataClass : byte
{
    /// <summary>Looked at and left alone (a UUID): no other finder may see a part of it as something else.</summary>
    Shielded,
    Email,
    Ip,
    Mac,
    Phone,
    Card,
    Iban,
    Token,

    /// <summary>A compressed or too deeply wrapped value, which cannot be judged.</summary>
    Encoded,
}

internal static class DataClassLabel
{
    internal static ReadOnlySpan<byte> Of(DataClass dataClass) => dataClass switch
    {
        DataClass.Email => "[email]"u8,
        DataClass.Ip => "[ip]"u8,
        DataClass.Mac => "[mac]"u8,
        DataClass.Phone => "[phone]"u8,
        DataClass.Card => "[card]"u8,
        DataClass.Iban => "[iban]"u8,
        DataClass.Token => "[token]"u8,
        _ => "[encoded]"u8,
    };
}
