using System.Buffers.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Reads what PHP's <c>serialize()</c> writes, value by value, as far as arrays, whole numbers, texts, truth values and
/// null go. Objects, references, fractions and everything that <c>serialize()</c> itself would write otherwise (a sign, a
/// leading zero, a wrong length) are no text of this form: <c>unserialize()</c> is more generous than it should be.
/// </summary>
internal ref struct PhpSerialised(ReadOnlySpan<byte> text)
{
    // Those of click-throughs are written in ten digits at most, and a telephone number has more.
    private const int MostDigits = 10;

    private ReadOnlySpan<byte> _rest = text;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>The letter of the next value: <c>a</c>, <c>i</c>, <c>s</c>, <c>b</c>, <c>N</c>; 0 at the end.</summary>
    public readonly byte Next => _rest.IsEmpty ? (byte)0 : _rest[0];

    /// <summary><c>a:2:{</c>, and later <see cref="TryEndArray"/>.</summary>
    public bool TryBeginArray(out int entries)
    {
        var length = -1L;
        var begins = TryTake("a:"u8) && TryReadNumber(out length) && TryTake(":{"u8);
        entries = (int)Math.Min(length, int.MaxValue);
        return begins && length >= 0;
    }

    public bool TryEndArray() => TryTake("}"u8);

    /// <summary><c>i:12;</c></summary>
    public bool TryReadInteger(out long value)
    {
        value = 0;
        return TryTake("i:"u8) && TryReadNumber(out value) && TryTake(";"u8);
    }

    /// <summary><c>s:5:"email";</c>, the length in bytes.</summary>
    public bool TryReadText(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryTake("s:"u8) || !TryReadNumber(out var length) || !TryTake(":\""u8) || length < 0 || length > _rest.Length)
            return false;
        value = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return TryTake("\";"u8);
    }

    /// <summary><c>b:0;</c>, <c>b:1;</c> or <c>N;</c></summary>
    public bool TryReadFlag() => TryTake("b:0;"u8) || TryTake("b:1;"u8) || TryTake("N;"u8);

    private bool TryReadNumber(out long value)
    {
        var digits = _rest.StartsWith("-"u8) ? _rest[1..] : _rest;
        var hasLeadingZero = digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit((char)digits[1]);
        if (!Utf8Parser.TryParse(_rest, out value, out var used) || hasLeadingZero || _rest[0] == '+' || used > MostDigits + 1)
            return false;
        _rest = _rest[used..];
        return value.ToString(System.Globalization.CultureInfo.InvariantCulture).Length == used;
    }

    private bool TryTake(ReadOnlySpan<byte> token)
    {
        if (!_rest.StartsWith(token))
            return false;
        _rest = _rest[token.Length..];
        return true;
    }
}
