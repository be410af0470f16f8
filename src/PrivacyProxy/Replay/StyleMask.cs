using System.Buffers;
using System.Collections.Frozen;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Replay;

/// <summary>
/// Masks CSS token by token (CSS Syntax Level 3), so that pages keep their layout: texts get stars, URLs are cleaned,
/// comments go, long numbers and names that carry an id are replaced, and values in which several tokens together are a
/// telephone number, an address or the like. Masking what was masked changes nothing.
/// </summary>
internal ref struct StyleMask
{
    private const int MostDigits = 7;
    private const int MostDecimals = 6;

    private static readonly FrozenSet<string> s_atRules = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "charset", "import", "namespace", "media", "supports", "page", "font-face", "keyframes", "-webkit-keyframes", "-moz-keyframes", "layer", "container",
        "property", "counter-style", "scope", "starting-style", "font-feature-values", "font-palette-values", "position-try", "view-transition",
        "-moz-document", "viewport", "-ms-viewport", "-webkit-viewport");

    private static readonly FrozenSet<string> s_urlFunctions = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "url", "src", "image", "image-set", "-webkit-image-set");

    // Their URLs need no quotes; the last two are of old browsers.
    private static readonly FrozenSet<string> s_bareUrls = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "url", "url-prefix", "domain");

    private static readonly FrozenSet<string> s_wordFunctions = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "format", "local", "tech");

    private static readonly SearchValues<byte> s_hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private readonly ReadOnlySpan<byte> _css;
    private readonly Redactor _redactor;
    private readonly ByteBuffer _output;
    private int _at;
    private StylePlace _place;

    // Where in the output the rule or declaration begins, and where its value.
    private int _part;
    private int _value;
    private StylePlace _partPlace;
    private StylePlace _valuePlace;
    private ByteBuffer? _plain;
    private ByteBuffer? _written;

    private StyleMask(ReadOnlySpan<byte> css, Redactor redactor, ByteBuffer output)
    {
        _css = css;
        _redactor = redactor;
        _output = output;
        _part = _value = output.Length;
    }

    private ByteBuffer Plain => _plain ??= new ByteBuffer(256);

    private ByteBuffer Written => _written ??= new ByteBuffer(256);

    /// <summary>Appends the masked rules, declarations or value.</summary>
    public static void Write(ReadOnlySpan<byte> css, Redactor redactor, ByteBuffer output)
    {
        var mask = new StyleMask(css, redactor, output);
        try
        {
            while (mask._at < css.Length)
                mask.WriteToken();
            mask.EndPart();
        }
        finally
        {
            mask._plain?.Dispose();
            mask._written?.Dispose();
        }
    }

    /// <summary>True for the name of a property, the page's own ones (<c>--x</c>) included.</summary>
    public static bool IsProperty(ReadOnlySpan<byte> name)
    {
        foreach (var b in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'-' or (byte)'_'))
                return false;
        }

        return !name.IsEmpty && CodeName.IsOfCode(name);
    }

    private void WriteToken()
    {
        var b = _css[_at];
        if (b is (byte)'"' or (byte)'\'')
            WriteString(b);
        else if (b == '/' && Next(1) == '*')
            WriteComment();
        else if (b == '#' && StyleText.IsInName(_css[(_at + 1)..]))
            WriteHash();
        else if (b == '@')
            WriteAtRule();
        else if (StyleText.IsDigit(b) || (b == '.' && StyleText.IsDigit(Next(1))))
            WriteNumber();
        else if (StyleText.BeginsName(_css[_at..]))
            WriteWord();
        else
            WriteMark(b);
    }

    private readonly byte Next(int distance) => _at + distance < _css.Length ? _css[_at + distance] : (byte)0;

    private void WriteMark(byte mark)
    {
        _at++;
        var isEnd = mark is (byte)';' or (byte)'{' or (byte)'}';
        if (isEnd)
            EndPart();
        _place.Pass(mark);

        // What is no CSS must not join what stands around it.
        _output.Append(mark is >= (byte)' ' and <= (byte)'~' and not (byte)'\\' or (byte)'\n' or (byte)'\r' or (byte)'\t' ? mark : (byte)' ');
        if (isEnd)
            (_part, _partPlace) = (_value, _valuePlace) = (_output.Length, _place);
        else if (mark == ':' && _value == _part && !_place.IsOpen)
            (_value, _valuePlace) = (_output.Length, _place);
    }

    // "+49 171 1234567", "203.0.113.7", "jane@example.com" are several tokens each, and each of those could stay.
    private void EndPart()
    {
        if (PersonalData.IsNobody(_output.Span[_part..]))
            return;
        MaskFrom(_value, _valuePlace);
        if (_value > _part && !PersonalData.IsNobody(_output.Span[_part..]))
            MaskFrom(_part, _partPlace);
    }

    // With the text go the brackets that were opened in it.
    private void MaskFrom(int start, StylePlace place)
    {
        _output.CutTo(start);
        _output.Append(CodeName.Masked);
        _place = place;
        _place.Meet(CodeName.Masked);
    }

    private void WriteComment()
    {
        var rest = _css[(_at + 2)..];
        var end = rest.IndexOf("*/"u8);
        // With this one rrweb marks where the text of a style sheet is divided among nodes.
        var isMark = end >= 0 && rest[..end].SequenceEqual(" rr_split "u8);
        _output.Append(isMark ? "/* rr_split */"u8 : "/**/"u8);
        _at = end < 0 ? _css.Length : _at + 2 + end + 2;
    }

    private void WriteHash()
    {
        _at++;
        _output.Append((byte)'#');
        var name = Name();
        if (name.Length is not (3 or 4 or 6 or 8) || name.ContainsAnyExcept(s_hex))
            WriteName(name);
        else
            _output.Append(name);
    }

    private void WriteAtRule()
    {
        _at++;
        if (!StyleText.BeginsName(_css[_at..]))
        {
            _output.Append((byte)' ');
            return;
        }

        var name = Name();
        _output.Append((byte)'@');
        _output.Append(Words.Contain(s_atRules, name) ? name : CodeName.Masked);
        _place.Begin(name);
    }

    private void WriteNumber()
    {
        var digits = Digits(_at);
        if (digits > MostDigits)
            _output.Append("9999999"u8);
        else
            _output.Append(_css.Slice(_at, digits));
        _at += digits;
        if (Next(0) == '.' && StyleText.IsDigit(Next(1)))
        {
            var decimals = Digits(_at + 1);
            _output.Append(_css.Slice(_at, 1 + Math.Min(decimals, MostDecimals)));
            _at += 1 + decimals;
        }

        // The unit, or an exponent.
        if (StyleText.IsInName(_css[_at..]))
            WriteName(Name());
    }

    private readonly int Digits(int from)
    {
        var length = 0;
        while (from + length < _css.Length && StyleText.IsDigit(_css[from + length]))
            length++;
        return length;
    }

    private void WriteWord()
    {
        var name = Name();
        if (Next(0) != '(')
        {
            if (_place.IsSelected && !_place.IsNameSelected && !Words.IsOfHtml(name))
                _output.Append(CodeName.Masked);
            else
                WriteName(name);
            _place.Meet(name);
            return;
        }

        // With escapes it is the same function to a browser, and what follows is no CSS but a URL.
        if (Words.Contain(s_bareUrls, Meant(name)) && !IsQuoted(_at + 1))
        {
            WriteBareUrl();
            return;
        }

        WriteName(name);
        _output.Append((byte)'(');
        _at++;
        _place.Open(Words.Contain(s_urlFunctions, name) ? StyleBracket.Url : Words.Contain(s_wordFunctions, name) ? StyleBracket.Words : StyleBracket.Other);
    }

    private readonly bool IsQuoted(int at)
    {
        while (at < _css.Length && StyleText.IsSpace(_css[at]))
            at++;
        return at < _css.Length && _css[at] is (byte)'"' or (byte)'\'';
    }

    /// <summary><c>url(…)</c> without quotes, from its bracket on.</summary>
    private void WriteBareUrl()
    {
        _at++;
        Plain.Clear();
        _at = StyleText.ReadUrl(_css, _at, Plain);
        _output.Append("url("u8);
        WriteUrl();
        _output.Append((byte)')');
    }

    private void WriteString(byte quote)
    {
        _at++;
        Plain.Clear();
        _at = StyleText.ReadString(_css, _at, quote, Plain);
        if (_place.IsUrl)
        {
            WriteUrl();
            return;
        }

        Written.Clear();
        if (_place.IsWords || _place is { IsSelected: true, IsNameSelected: true })
            CodeName.WriteAll(Plain.Span, Written);
        else if (_place.IsSelected && Words.IsOfHtml(Plain.Span))
            Written.Append(Plain.Span);
        else
            MaskedText.Write(Plain.Span, Written);
        StyleText.WriteQuoted(Written.Span, _output);
    }

    private void WriteUrl()
    {
        Written.Clear();
        MaskedUrl.TryWrite(Plain.Span, _redactor, Written);
        StyleText.WriteQuoted(Written.Span, _output);
    }

    /// <summary>Reads a name with its escapes, as it is written.</summary>
    private ReadOnlySpan<byte> Name()
    {
        var length = StyleText.NameLength(_css[_at..]);
        var name = _css.Slice(_at, length);
        _at += length;
        return name;
    }

    private void WriteName(ReadOnlySpan<byte> name) => _output.Append(CodeName.IsOfCode(Meant(name)) ? name : CodeName.Masked);

    /// <summary>The name without its escapes; valid until the next one.</summary>
    private ReadOnlySpan<byte> Meant(ReadOnlySpan<byte> name)
    {
        if (!name.Contains((byte)'\\'))
            return name;
        Plain.Clear();
        StyleText.Unescape(name, Plain);
        return Plain.Span;
    }
}
