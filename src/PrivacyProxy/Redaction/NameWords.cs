namespace PrivacyProxy.Redaction;

/// <summary>
/// A field name folded and cut into words: lower case, accents removed, separators gone, the words written one after the
/// other so that any run of neighbouring words is one look-up (<c>first_name</c>, <c>firstName</c> and <c>firstname</c>
/// all end in <c>firstname</c>).
/// </summary>
internal ref struct NameWords
{
    internal const int MostLetters = 256;
    internal const int MostWords = 48;

    private readonly Span<char> _letters;
    private readonly Span<short> _starts;

    internal NameWords(Span<char> letters, Span<short> starts)
    {
        _letters = letters;
        _starts = starts;
    }

    internal int Count { get; private set; }

    internal int Length { get; private set; }

    /// <summary>The words from <paramref name="first"/> up to and without <paramref name="end"/>, glued together.</summary>
    internal readonly ReadOnlySpan<char> Glued(int first, int end) =>
        _letters[_starts[first]..(end == Count ? Length : _starts[end])];

    /// <summary>False when the name is longer than any name that a person would give to a field.</summary>
    internal bool TryRead(ReadOnlySpan<byte> name)
    {
        var previous = Kind.Separator;
        for (var i = 0; i < name.Length;)
        {
            if (name[i] is >= (byte)'a' and <= (byte)'z' && previous == Kind.Lower && Length + 2 <= _letters.Length)
            {
                // Within a word of plain letters, which most are.
                _letters[Length++] = (char)name[i++];
                continue;
            }
            var used = FoldedLetters.Read(name[i..], out var first, out var second);
            var kind = KindOf(first, name[i]);
            if (first == '\0')
            {
                i += used;
                continue;
            }
            if (kind == Kind.Separator)
            {
                previous = kind;
                i += used;
                continue;
            }
            if (StartsWord(previous, kind, name[(i + used)..]) && !TryStartWord())
                return false;
            if (Length + 2 > _letters.Length)
                return false;
            _letters[Length++] = char.ToLowerInvariant(first);
            if (second != '\0')
                _letters[Length++] = second;
            previous = kind;
            i += used;
        }
        return true;
    }

    private bool TryStartWord()
    {
        if (Count == _starts.Length)
            return false;
        _starts[Count++] = (short)Length;
        return true;
    }

    // HTTPServer is HTTP Server, userID is user ID, address1 is address 1: numbered fields are the field.
    private static bool StartsWord(Kind previous, Kind kind, ReadOnlySpan<byte> rest) => (previous, kind) switch
    {
        (Kind.Separator, _) => true,
        (Kind.Lower, Kind.Upper) or (Kind.Digit, Kind.Upper) => true,
        (Kind.Upper, Kind.Upper) => rest.Length > 0 && rest[0] is >= (byte)'a' and <= (byte)'z',
        (Kind.Lower or Kind.Upper, Kind.Digit) or (Kind.Digit, Kind.Lower) => true,
        _ => false,
    };

    private static Kind KindOf(char letter, byte raw) => letter switch
    {
        >= 'A' and <= 'Z' => Kind.Upper,
        >= '0' and <= '9' => Kind.Digit,
        >= 'a' and <= 'z' => Kind.Lower,
        _ => raw < 0x80 ? Kind.Separator : Kind.Lower,
    };

    private enum Kind : byte
    {
        Separator,
        Lower,
        Upper,
        Digit,
    }
}
