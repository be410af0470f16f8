using PrivacyProxy.Redaction;

namespace PrivacyProxy.Replay;

/// <summary>What the value of an attribute is.</summary>
internal enum AttributeKind
{
    /// <summary>Names that the page's code gives.</summary>
    Names,

    /// <summary>Words of HTML, and numbers.</summary>
    Words,

    /// <summary>Properties or values of CSS.</summary>
    Style,

    /// <summary>Rules of CSS.</summary>
    StyleSheet,

    /// <summary>A URL.</summary>
    Url,

    /// <summary>Several URLs, with sizes.</summary>
    UrlSet,

    /// <summary>Text on the page.</summary>
    Text,

    /// <summary>What stands in a field.</summary>
    Typed,
}

internal static class AttributeMask
{
    /// <summary>Writes the masked value. False when the attribute does not leave.</summary>
    public static bool TryMask(this AttributeKind kind, ReadOnlySpan<byte> value, Redactor redactor, ByteBuffer output)
    {
        switch (kind)
        {
            case AttributeKind.Names:
                CodeName.WriteAll(value, output);
                return true;
            case AttributeKind.Style:
            case AttributeKind.StyleSheet:
                StyleMask.Write(value, redactor, output);
                return true;
            case AttributeKind.Url:
                return MaskedUrl.TryWrite(value, redactor, output);
            case AttributeKind.UrlSet:
                return MaskedUrl.TryWriteSet(value, redactor, output);
            case AttributeKind.Text:
                MaskedText.Write(value, output);
                return true;
            case AttributeKind.Typed:
                MaskedText.WriteTyped(value, output);
                return true;
            default:
                if (!Words.AreOfHtml(value))
                    return false;
                output.Append(value);
                return true;
        }
    }
}
