using System.Buffers;

namespace PrivacyProxy.Consent.Platforms;

/// <summary>
/// Walks the members of <c>{key:value,key:'value'}</c>. Quoted text ends at the next same quote, so a category inside of a
/// quoted stamp is text. A key that occurs twice, nested values, escapes, white space or an early end stop the walk, and
/// then <see cref="IsComplete"/> stays false.
/// </summary>
internal ref struct CookiebotLiteral(ReadOnlySpan<byte> literal, Span<Range> seen)
{
    /// <summary>About three times what the platform writes.</summary>
    public const int MostMembers = 32;

    private static readonly SearchValues<byte> KeyCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"u8);

    private static readonly SearchValues<byte> BareCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-."u8);

    private readonly ReadOnlySpan<byte> _literal = literal;
    private readonly Span<Range> _seen = seen;
    private int _at;
    private int _count;

    public ReadOnlySpan<byte> Key { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    public bool IsQuoted { get; private set; }

    /// <summary>The closing brace was the last byte and everything before it was well-formed.</summary>
    public bool IsComplete { get; private set; }

    public bool MoveNext()
    {
        if (IsComplete || !TakeSeparator() || !TakeKey() || !Take((byte)':') || !TakeValue())
            return false;
        if (_at >= _literal.Length || _literal[_at] is not ((byte)',' or (byte)'}'))
            return false;
        return true;
    }

    private bool TakeSeparator()
    {
        if (_count == 0)
            return Take((byte)'{');
        if (Take((byte)','))
            return true;
        IsComplete = Take((byte)'}') && _at == _literal.Length;
        return false;
    }

    /// <summary>Some writers produce JSON, so a key may stand in double quotes.</summary>
    private bool TakeKey()
    {
        var quoted = Take((byte)'"');
        var length = _literal[_at..].IndexOfAnyExcept(KeyCharacters);
        if (length < 1)
            return false;
        var range = new Range(_at, _at + length);
        Key = _literal[range];
        _at += length;
        return (!quoted || Take((byte)'"')) && Remember(range);
    }

    private bool Remember(Range key)
    {
        if (_count == _seen.Length)
            return false;
        foreach (var earlier in _seen[.._count])
        {
            if (_literal[earlier].SequenceEqual(Key))
                return false;
        }
        _seen[_count++] = key;
        return true;
    }

    private bool TakeValue()
    {
        IsQuoted = Take((byte)'\'');
        var quote = (byte)'\'';
        if (!IsQuoted && Take((byte)'"'))
        {
            IsQuoted = true;
            quote = (byte)'"';
        }
        var rest = _literal[_at..];
        var length = IsQuoted ? rest.IndexOf(quote) : rest.IndexOfAnyExcept(BareCharacters);
        if (length < 0 || (!IsQuoted && length == 0))
            return false;
        Value = rest[..length];
        _at += length + (IsQuoted ? 1 : 0);
        return !Value.Contains((byte)'\\');
    }

    private bool Take(byte expected)
    {
        if (_at >= _literal.Length || _literal[_at] != expected)
            return false;
        _at++;
        return true;
    }
}
