using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Does a label say that a telephone number follows? <c>tel:</c> as in an address, or a word: <c>Tel. 030 12345</c>,
/// <c>Phone: 2125550123</c>, <c>Handy 0171 12345</c>.
/// </summary>
internal static class PhoneLabel
{
    private const int LongestWord = 12;

    private static readonly ByteNames Words = new("""
        tel telephone phone phonenumber mobile cell cellphone fax whatsapp sms
        telefon telefonnummer mobil handy handynummer rufnummer rueckruf fon telefax
        portable telefono movil celular cellulare mobiel telefoon
        """);

    internal enum Kind : byte
    {
        None,
        Word,
        Address,
    }

    internal static Kind Before(ReadOnlySpan<byte> value, int start)
    {
        var at = start;
        while (at > 0 && start - at < 3 && value[at - 1] is (byte)' ' or (byte)'.' or (byte)':' or (byte)'=' or (byte)'(')
            at--;
        if (at == start || at == 0 || !char.IsAsciiLetter((char)value[at - 1]))
            return Kind.None;
        var begin = at;
        while (begin > 0 && at - begin <= LongestWord && char.IsAsciiLetter((char)value[begin - 1]))
            begin--;
        // Letters of other alphabets, digits and dashes glued to it make another word.
        if (begin > 0 && (value[begin - 1] >= 0x80 || char.IsAsciiDigit((char)value[begin - 1])))
            return Kind.None;
        var word = value[begin..at];
        if (value[at] == ':' && at + 1 == start && IsScheme(word))
            return Kind.Address;
        return Words.Contains(word) ? Kind.Word : Kind.None;
    }

    private static bool IsScheme(ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(word, "tel"u8) || Ascii.EqualsIgnoreCase(word, "sms"u8) || Ascii.EqualsIgnoreCase(word, "phone"u8)
        || Ascii.EqualsIgnoreCase(word, "callto"u8);
}
