using System.Text;

namespace PrivacyProxy.Consent;

/// <summary>
/// Unescapes the text of a JSON string whose escapes were already found well-formed. The framework's own unescaping
/// throws on a lone surrogate, and a forged cookie must not be able to raise an exception per request.
/// </summary>
internal static class JsonEscapes
{
    public static bool TryUnescapeInPlace(Span<byte> text, out int length)
    {
        length = 0;
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '\\')
            {
                text[length++] = text[at++];
                continue;
            }
            var escape = text[at + 1];
            if (escape != 'u')
            {
                text[length++] = Simple(escape);
                at += 2;
                continue;
            }
            if (!TryReadRune(text[at..], out var rune, out var consumed))
                return false;
            length += rune.EncodeToUtf8(text[length..]);
            at += consumed;
        }
        return true;
    }

    private static bool TryReadRune(ReadOnlySpan<byte> escapes, out Rune rune, out int consumed)
    {
        consumed = 6;
        var first = (char)HexUnit(escapes);
        if (Rune.TryCreate(first, out rune))
            return true;
        consumed = 12;
        return escapes.Length >= 12
            && escapes[6] == '\\'
            && escapes[7] == 'u'
            && Rune.TryCreate(first, (char)HexUnit(escapes[6..]), out rune);
    }

    private static ushort HexUnit(ReadOnlySpan<byte> escape)
    {
        var unit = 0;
        foreach (var digit in escape.Slice(2, 4))
            unit = (unit << 4) | HexDigit.Value((char)digit);
        return (ushort)unit;
    }

    private static byte Simple(byte escape) => escape switch
    {
        (byte)'n' => (byte)'\n',
        (byte)'t' => (byte)'\t',
        (byte)'r' => (byte)'\r',
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        _ => escape,
    };
}
