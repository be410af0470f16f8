namespace PrivacyProxy.Redaction;

/// <summary>What a value could hold, judged by the bytes that occur in it. <see cref="FirstLook"/> decides.</summary>
[Flags]
internal enum Suspicion : ushort
{
    None = 0,
    Email = 1,

    /// <summary>An e-mail address whose at sign is a word: <c>jane (at) example dot com</c>.</summary>
    SpelledEmail = 2,
    LabelledToken = 4,
    Iban = 8,
    Card = 16,
    Ip4 = 32,
    Ip6 = 64,
    Mac = 128,
    Phone = 256,

    /// <summary>Escapes, or letters that stand for others (full-width digits, a no-break space).</summary>
    Escapes = 512,

    /// <summary>Enough letters of base64 in a row to hide something. Hex digits are among them.</summary>
    EncodedRun = 1024,

    /// <summary>As a whole base64 in which a space stands for a plus.</summary>
    SpacedBase64 = 2048,
    RandomText = 4096,

    All = 8191,
}
