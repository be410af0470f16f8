using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Does a label say that a telephone number follows? <c>tel:</c> as in an address, or a word: <c>Tel. 030 12345</c>,
/// <c>Phone: 2125550123</c>, <c>Handy 0171 12345</c>.
/// </summary>
internal static class PhoneLabel
{
    private const int LongestWord = 15;

    private static readonly ByteNames Words = new("""
        tel telephone phone phonenumber mobile cell cellphone fax whatsapp sms
        telefon telefonnummer mobil handy handynummer rufnummer rueckruf fon telefax
        portable telefono movil celular cellulare mobiel telefoon
        telefonnr handynr mobilnummer
        """);

    // "Phone number 2125550123", "Tel.-Nr. 9018201": the word before says of what.
    private static readonly ByteNames NumberWords = new("number no nr num nummer numero");

    // "phone": "2125550123"
    private const int MostSeparators = 6;

    internal enum Kind : byte
    {
        None,
        Word,
        Address,
    }

    internal static Kind Before(ReadOnlySpan<byte> value, int start)
    {
        var at = EndOfWordBefore(value, start, isBetweenWords: false);
        if (at == start)
            return Kind.None;
        var begin = StartOfWord(value, at);
        if (value[at] == ':' && at + 1 == start && IsScheme(value[begin..at]))
            return Kind.Address;
        Span<byte> room = stackalloc byte[LongestWord];
        var word = Folded(value[begin..at], room);
        if (NumberWords.Contains(word))
        {
            at = EndOfWordBefore(value, begin, isBetweenWords: true);
            begin = StartOfWord(value, at);
            word = Folded(value[begin..at], room);
        }

        // Digits glued to it make another word.
        return (begin == 0 || !char.IsAsciiDigit((char)value[begin - 1])) && Words.Contains(word) ? Kind.Word : Kind.None;
    }

    private static int EndOfWordBefore(ReadOnlySpan<byte> value, int start, bool isBetweenWords)
    {
        var at = start;
        while (at > 0 && start - at < MostSeparators)
        {
            // The space at which no line breaks stands before colons in French.
            if (at > 1 && value[at - 1] == 0xA0 && value[at - 2] == 0xC2)
                at -= 2;
            else if (value[at - 1] is (byte)' ' or (byte)'.' or (byte)':' or (byte)'=' or (byte)'(' or (byte)'"' or (byte)'\'' or (byte)'\\'
                || (isBetweenWords && value[at - 1] is (byte)'_' or (byte)'-'))
                at--;
            else
                break;
        }

        return at;
    }

    private static int StartOfWord(ReadOnlySpan<byte> value, int end)
    {
        var begin = end;
        while (begin > 0 && end - begin <= 2 * LongestWord && IsLetter(value[begin - 1]))
            begin--;
        return begin;
    }

    private static bool IsLetter(byte b) => char.IsAsciiLetter((char)b) || b >= 0x80;

    // Without accents; empty when it is longer than any label.
    private static ReadOnlySpan<byte> Folded(ReadOnlySpan<byte> word, Span<byte> room)
    {
        var length = 0;
        while (!word.IsEmpty)
        {
            word = word[FoldedLetters.Read(word, out var letter, out _)..];
            if (letter == '\0')
                continue;
            if (length == room.Length || !char.IsAscii(letter))
                return default;
            room[length++] = (byte)letter;
        }

        return room[..length];
    }

    private static bool IsScheme(ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(word, "tel"u8) || Ascii.EqualsIgnoreCase(word, "sms"u8) || Ascii.EqualsIgnoreCase(word, "phone"u8)
        || Ascii.EqualsIgnoreCase(word, "callto"u8);
}
