using System.Text;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Replay;

/// <summary>The characters of CSS: names, texts, escapes (CSS Syntax Level 3, section 4).</summary>
internal static class StyleText
{
    private const int LongestEscape = 6;

    public static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    public static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f';

    /// <summary>True when a name goes on here.</summary>
    public static bool IsInName(ReadOnlySpan<byte> css) =>
        !css.IsEmpty && (char.IsAsciiLetterOrDigit((char)css[0]) || css[0] is (byte)'-' or (byte)'_' or >= 0x80 || IsEscape(css));

    /// <summary>True when a name begins here; one that begins with a digit is a number.</summary>
    public static bool BeginsName(ReadOnlySpan<byte> css)
    {
        if (css.IsEmpty || IsDigit(css[0]))
            return false;
        if (css[0] != (byte)'-')
            return IsInName(css);
        return css.Length > 1 && !IsDigit(css[1]) && IsInName(css[1..]);
    }

    /// <summary>The length of the name, with its escapes, that stands here.</summary>
    public static int NameLength(ReadOnlySpan<byte> css)
    {
        var length = 0;
        while (IsInName(css[length..]))
            length += css[length] == (byte)'\\' ? EscapeLength(css[length..]) : 1;
        return length;
    }

    /// <summary>Appends a name as it is meant.</summary>
    public static void Unescape(ReadOnlySpan<byte> name, ByteBuffer output)
    {
        for (var at = 0; at < name.Length;)
            at = Read(name, at, output);
    }

    /// <summary>Appends the text from behind its quote as it is meant, and returns the place behind its end.</summary>
    public static int ReadString(ReadOnlySpan<byte> css, int at, byte quote, ByteBuffer output)
    {
        while (at < css.Length && css[at] != quote)
        {
            // A line's end, unless escaped, ends a text that was not closed.
            if (css[at] is (byte)'\n' or (byte)'\r' or (byte)'\f')
                return at;
            at = Read(css, at, output);
        }

        return Math.Min(at + 1, css.Length);
    }

    /// <summary>Appends a URL without quotes as it is meant, and returns the place behind its bracket. A broken one is none.</summary>
    public static int ReadUrl(ReadOnlySpan<byte> css, int at, ByteBuffer output)
    {
        while (at < css.Length && IsSpace(css[at]))
            at++;
        while (at < css.Length && css[at] != (byte)')' && !IsSpace(css[at]))
            at = Read(css, at, output);
        while (at < css.Length && IsSpace(css[at]))
            at++;
        if (at >= css.Length || css[at] == (byte)')')
            return Math.Min(at + 1, css.Length);
        output.Clear();
        while (at < css.Length && css[at] != (byte)')')
            at += css[at] == (byte)'\\' && at + 1 < css.Length ? 2 : 1;
        return Math.Min(at + 1, css.Length);
    }

    /// <summary>Appends a text in quotes.</summary>
    public static void WriteQuoted(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        output.Append((byte)'"');
        foreach (var b in text)
        {
            switch (b)
            {
                case (byte)'"' or (byte)'\\':
                    output.Append((byte)'\\');
                    output.Append(b);
                    break;
                case (byte)'\n':
                    output.Append("\\a "u8);
                    break;
                case < (byte)' ':
                    output.Append((byte)' ');
                    break;
                default:
                    output.Append(b);
                    break;
            }
        }

        output.Append((byte)'"');
    }

    private static bool IsEscape(ReadOnlySpan<byte> css) =>
        css.Length > 1 && css[0] == (byte)'\\' && css[1] is not ((byte)'\n' or (byte)'\r' or (byte)'\f');

    private static int EscapeLength(ReadOnlySpan<byte> css)
    {
        var digits = 0;
        while (digits < LongestEscape && 1 + digits < css.Length && char.IsAsciiHexDigit((char)css[1 + digits]))
            digits++;
        if (digits == 0)
            return 2;
        // One white space belongs to it, and a pair of return and line feed is one.
        var length = 1 + digits;
        if (css[length..].StartsWith("\r\n"u8))
            return length + 2;
        return length < css.Length && IsSpace(css[length]) ? length + 1 : length;
    }

    /// <summary>Appends one character or escape, and returns the place behind it.</summary>
    private static int Read(ReadOnlySpan<byte> css, int at, ByteBuffer output)
    {
        if (css[at] != (byte)'\\')
        {
            output.Append(css[at]);
            return at + 1;
        }

        if (!IsEscape(css[at..]))
            return css[at..].StartsWith("\\\r\n"u8) ? at + 3 : Math.Min(at + 2, css.Length);
        var length = EscapeLength(css[at..]);
        var code = 0;
        for (var i = at + 1; i < at + length && char.IsAsciiHexDigit((char)css[i]); i++)
            code = (code << 4) | Digit(css[i]);
        if (!char.IsAsciiHexDigit((char)css[at + 1]))
        {
            output.Append(css[at + 1]);
            return at + 2;
        }

        var rune = Rune.IsValid(code) && code > 0 ? new Rune(code) : Rune.ReplacementChar;
        output.Advance(rune.EncodeToUtf8(output.GetSpan(4)));
        return at + length;
    }

    private static int Digit(byte hex) => hex <= (byte)'9' ? hex - '0' : (hex | 0x20) - 'a' + 10;
}
