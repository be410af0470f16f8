using System.Text.Unicode;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Mixpanel's browser SDK encodes each UTF-16 unit by itself before base64, so an emoji arrives as two surrogates of three
/// bytes (CESU-8), which is no UTF-8. They are joined here, before anything is judged; otherwise one emoji would cost a
/// whole batch of events. Half a pair, left where the SDK has cut a text, becomes U+FFFD.
/// </summary>
internal static class Surrogates
{
    private const int Length = 3;

    /// <summary>Turns the text into UTF-8. False when it is none even then.</summary>
    internal static bool TryJoin(ByteBuffer text)
    {
        if (Utf8.IsValid(text.Span))
            return true;
        using var joined = new ByteBuffer(text.Length);
        Join(text.Span, joined);
        text.Clear();
        text.Append(joined.Span);
        return Utf8.IsValid(text.Span);
    }

    private static void Join(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        while (true)
        {
            var start = text.IndexOf((byte)0xED);
            output.Append(start < 0 ? text : text[..start]);
            if (start < 0)
                return;
            text = text[start..];
            var first = Unit(text);
            if (first == 0)
            {
                output.Append(text[..1]);
                text = text[1..];
                continue;
            }

            var second = Unit(text[Length..]);
            var isPair = char.IsHighSurrogate(first) && char.IsLowSurrogate(second);
            var rune = isPair ? new System.Text.Rune(first, second) : System.Text.Rune.ReplacementChar;
            output.Advance(rune.EncodeToUtf8(output.GetSpan(4)));
            text = text[(isPair ? 2 * Length : Length)..];
        }
    }

    /// <summary>The surrogate that the text begins with, or 0.</summary>
    private static char Unit(ReadOnlySpan<byte> text) =>
        text.Length >= Length && text[0] == 0xED && text[1] is >= 0xA0 and <= 0xBF && text[2] is >= 0x80 and <= 0xBF
            ? (char)(0xD000 | ((text[1] & 0x3F) << 6) | (text[2] & 0x3F))
            : '\0';
}
