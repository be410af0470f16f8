using System.Buffers;
using System.Globalization;
using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Takes one layer of escapes off: <c>%40</c>, <c>%u0040</c>, <c>\u0040</c>, <c>\x40</c>, <c>\\</c>, <c>\/</c>,
/// <c>\u{40}</c>, <c>&amp;#64;</c>, <c>&amp;#x40;</c>, <c>&amp;commat;</c>, <c>&amp;amp;</c>; and what stands for plain letters
/// (<see cref="StandIns"/>). What is no escape stays. The decoded form is never longer, and is only judged, never sent.
/// </summary>
internal static class TextEscapes
{
    private const int LongestEntity = 16;

    private static readonly SearchValues<byte> Starts = SearchValues.Create([.. "%\\&"u8, .. StandIns.Leads]);

    /// <summary>A cheap look: does something begin like an escape? "50% off" and "R &amp; D" have none.</summary>
    internal static bool MayBeIn(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var step = text.IndexOfAny(Starts);
            if (step < 0 || step + 1 == text.Length)
                return false;
            var after = text[step + 1];
            if (text[step] switch
            {
                (byte)'%' => char.IsAsciiHexDigit((char)after) || after is (byte)'u' or (byte)'U',
                (byte)'\\' => after is (byte)'u' or (byte)'x' or (byte)'\\' or (byte)'/' or (byte)'"',
                (byte)'&' => after == '#' || char.IsAsciiLetter((char)after),
                _ => true,
            })
                return true;
            text = text[(step + 1)..];
        }
    }

    internal static int Decode(ReadOnlySpan<byte> text, Span<byte> output)
    {
        var written = 0;
        while (true)
        {
            var step = text.IndexOfAny(Starts);
            if (step < 0)
            {
                text.CopyTo(output[written..]);
                return written + text.Length;
            }
            text[..step].CopyTo(output[written..]);
            written += step;
            text = text[step..];
            var used = text[0] switch
            {
                (byte)'%' => ReadPercent(text, output[written..], out step),
                (byte)'\\' => ReadBackslash(text, output[written..], out step),
                (byte)'&' => ReadEntity(text, output[written..], out step),
                _ => StandIns.Read(text, output[written..], out step),
            };
            if (used == 0)
            {
                output[written] = text[0];
                step = used = 1;
            }
            written += step;
            text = text[used..];
        }
    }

    private static int ReadPercent(ReadOnlySpan<byte> text, Span<byte> output, out int written)
    {
        written = 1;
        if (text.Length >= 6 && text[1] is (byte)'u' or (byte)'U')
            return ReadHex(text, 2, 4, output, out written);
        if (!PercentEscapes.TryReadByte(text, out output[0]))
            return 0;
        return 3;
    }

    private static int ReadBackslash(ReadOnlySpan<byte> text, Span<byte> output, out int written)
    {
        written = 1;
        if (text.Length < 2)
            return 0;
        switch (text[1])
        {
            case (byte)'u' when text.Length > 3 && text[2] == '{':
                return ReadBraces(text, output, out written);
            case (byte)'u':
                return ReadHex(text, 2, 4, output, out written);
            case (byte)'x':
                return ReadHex(text, 2, 2, output, out written);
            case (byte)'\\' or (byte)'/' or (byte)'"':
                output[0] = text[1];
                return 2;
            default:
                return 0;
        }
    }

    private static int ReadHex(ReadOnlySpan<byte> text, int start, int digits, Span<byte> output, out int written)
    {
        written = 0;
        if (text.Length < start + digits
            || !int.TryParse(text.Slice(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var letter))
            return 0;
        written = WriteLetter(letter, output);
        return start + digits;
    }

    private static int ReadBraces(ReadOnlySpan<byte> text, Span<byte> output, out int written)
    {
        written = 1;
        var digits = text[3..Math.Min(text.Length, 10)].IndexOf((byte)'}');
        if (digits <= 0
            || !int.TryParse(text.Slice(3, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var letter))
            return 0;
        written = WriteLetter(letter, output);
        return digits + 4;
    }

    private static int ReadEntity(ReadOnlySpan<byte> text, Span<byte> output, out int written)
    {
        written = 1;
        if (text.Length > 3 && text[1] == '#')
            return ReadNumber(text, output, out written);
        var end = text[..Math.Min(text.Length, LongestEntity)].IndexOf((byte)';');
        if (end < 3)
            return 0;
        var name = text[1..end];
        output[0] = name switch
        {
            _ when name.SequenceEqual("amp"u8) => (byte)'&',
            _ when name.SequenceEqual("commat"u8) => (byte)'@',
            _ when name.SequenceEqual("period"u8) => (byte)'.',
            _ when name.SequenceEqual("quot"u8) => (byte)'"',
            _ when name.SequenceEqual("plus"u8) => (byte)'+',
            _ when name.SequenceEqual("colon"u8) => (byte)':',
            _ => 0,
        };
        return output[0] == 0 ? 0 : end + 1;
    }

    // Browsers read &#64 without its semicolon, too.
    private static int ReadNumber(ReadOnlySpan<byte> text, Span<byte> output, out int written)
    {
        written = 1;
        var isHex = text[2] is (byte)'x' or (byte)'X';
        var start = isHex ? 3 : 2;
        var end = start;
        var letter = 0;
        for (; end < text.Length && end < LongestEntity && IsDigit(text[end], isHex) && letter <= 0x10FFFF; end++)
            letter = (letter * (isHex ? 16 : 10)) + (text[end] <= '9' ? text[end] - '0' : (text[end] | 0x20) - 'a' + 10);
        if (end == start)
            return 0;
        if (end < text.Length && text[end] == ';')
            end++;
        // Never more bytes than were read.
        if (end < 4 && letter >= 0x80)
            return 0;
        written = WriteLetter(letter, output);
        return end;
    }

    private static bool IsDigit(byte b, bool isHex) => isHex ? char.IsAsciiHexDigit((char)b) : char.IsAsciiDigit((char)b);

    // Half of a surrogate pair is no letter on its own, and none that an address could need.
    private static int WriteLetter(int letter, Span<byte> output) =>
        (Rune.IsValid(letter) ? new Rune(letter) : Rune.ReplacementChar).EncodeToUtf8(output);
}
