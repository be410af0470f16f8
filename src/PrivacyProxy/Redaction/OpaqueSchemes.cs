using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>Schemes behind which there is no host but an address, a number, a file or a program: only the scheme is kept.</summary>
internal static class OpaqueSchemes
{
    private static readonly string[] Names =
    [
        "mailto", "tel", "sms", "smsto", "mms", "callto", "facetime", "facetime-audio", "sip", "sips", "skype", "whatsapp", "xmpp", "im",
        "viber", "tg", "javascript", "vbscript", "data", "blob", "about", "file", "filesystem", "view-source", "geo", "urn", "magnet",
        "intent", "bitcoin", "webcal", "maps", "market",
    ];

    internal static bool Contains(ReadOnlySpan<byte> scheme)
    {
        foreach (var name in Names)
        {
            if (name.Length == scheme.Length && Ascii.EqualsIgnoreCase(scheme, name))
                return true;
        }
        return false;
    }
}
