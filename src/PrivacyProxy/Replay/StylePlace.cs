using System.Text;

namespace PrivacyProxy.Replay;

/// <summary>Where in a style sheet a token stands, as far as that decides what a text there means.</summary>
internal struct StylePlace
{
    private const int Bits = 4;

    // The innermost bracket in the lowest bits. Deeper than 32 the outermost are forgotten; what is not known is masked.
    private UInt128 _brackets;
    private bool _isImport;
    private bool _isWordsProperty;
    private bool _isWordsName;
    private bool _hasEquals;

    private readonly StyleBracket Innermost => (StyleBracket)(int)(_brackets & 15);

    /// <summary>A bracket is open.</summary>
    public readonly bool IsOpen => Innermost != StyleBracket.None;

    /// <summary>A text here is a URL.</summary>
    public readonly bool IsUrl => _isImport || Innermost == StyleBracket.Url;

    /// <summary>A text here names fonts, formats or areas of a grid.</summary>
    public readonly bool IsWords => Innermost == StyleBracket.Words || (Innermost == StyleBracket.None && _isWordsProperty);

    /// <summary>What follows is the value of an attribute by which elements are selected.</summary>
    public readonly bool IsSelected => Innermost == StyleBracket.Selector && _hasEquals;

    /// <summary>That attribute is <c>class</c> or <c>id</c>.</summary>
    public bool IsNameSelected { get; private set; }

    /// <summary>An at-rule begins.</summary>
    public void Begin(ReadOnlySpan<byte> atRule) => _isImport = Ascii.EqualsIgnoreCase(atRule, "import"u8);

    /// <summary>A function's bracket is opened.</summary>
    public void Open(StyleBracket bracket) => _brackets = (_brackets << Bits) | (UInt128)(int)bracket;

    /// <summary>A word is met.</summary>
    public void Meet(ReadOnlySpan<byte> word)
    {
        if (Innermost == StyleBracket.None)
            _isWordsName = StartsWith(word, "grid"u8) || StartsWith(word, "font"u8);
        // The last word counts: "id|email" is no id, but the attribute of a namespace that is called so.
        if (Innermost == StyleBracket.Selector && !_hasEquals)
            IsNameSelected = Ascii.EqualsIgnoreCase(word, "class"u8) || Ascii.EqualsIgnoreCase(word, "id"u8);
    }

    /// <summary>A mark is met.</summary>
    public void Pass(byte mark)
    {
        switch (mark)
        {
            case (byte)'(':
                Open(StyleBracket.Other);
                break;
            case (byte)'[':
                Open(StyleBracket.Selector);
                _hasEquals = IsNameSelected = false;
                break;
            case (byte)')' or (byte)']':
                _brackets >>= Bits;
                break;
            case (byte)'=':
                _hasEquals = true;
                break;
            case (byte)':':
                _isWordsProperty = _isWordsName && Innermost == StyleBracket.None;
                break;
            case (byte)';' or (byte)'{' or (byte)'}':
                _isImport = _isWordsProperty = _isWordsName = false;
                break;
        }
    }

    private static bool StartsWith(ReadOnlySpan<byte> word, ReadOnlySpan<byte> start) =>
        word.Length >= start.Length && Ascii.EqualsIgnoreCase(word[..start.Length], start);
}

/// <summary>What a bracket in CSS encloses.</summary>
internal enum StyleBracket
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The arguments of a function, or a group.</summary>
    Other,

    /// <summary>A URL.</summary>
    Url,

    /// <summary>Names of fonts or formats.</summary>
    Words,

    /// <summary>An attribute, by which elements are selected; or names of lines of a grid.</summary>
    Selector,
}
