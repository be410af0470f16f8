using System.Collections.Frozen;
using System.Text;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Replay;

/// <summary>Values that HTML itself defines: they say how something is shown, and can say nothing else.</summary>
internal static class Words
{
    private const int Longest = 48;
    private const int MostDigits = 7;
    private const int MostDecimals = 20;

    private static readonly FrozenSet<string> s_html = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "true", "false", "yes", "no", "on", "off", "auto", "none", "all", "mixed", "undefined",
        "button", "checkbox", "color", "date", "datetime-local", "email", "file", "hidden", "image", "month", "number", "password", "radio", "range", "reset",
        "search", "submit", "tel", "text", "time", "url", "week", "menu", "select-one", "text/css",
        "stylesheet", "alternate", "preload", "icon", "style", "script", "font",
        "left", "right", "center", "justify", "top", "middle", "bottom", "baseline", "ltr", "rtl", "row", "col", "rowgroup", "colgroup",
        "lazy", "eager", "async", "sync", "high", "low", "hard", "soft", "manual", "until-found", "plaintext-only", "modal", "non-modal", "played", "paused",
        "horizontal", "vertical", "page", "step", "polite", "assertive", "ascending", "descending", "listbox", "tree", "grid", "dialog", "screen", "print",
        "alert", "alertdialog", "application", "article", "banner", "blockquote", "caption", "cell", "columnheader", "combobox", "complementary", "contentinfo",
        "definition", "directory", "document", "feed", "figure", "form", "generic", "gridcell", "group", "heading", "img", "link", "list", "listitem", "log", "main",
        "marquee", "math", "menubar", "menuitem", "menuitemcheckbox", "menuitemradio", "meter", "navigation", "note", "option", "paragraph", "presentation",
        "progressbar", "radiogroup", "region", "rowheader", "scrollbar", "searchbox", "separator", "slider", "spinbutton", "status", "switch", "tab", "table",
        "tablist", "tabpanel", "term", "textbox", "timer", "toolbar", "tooltip", "treegrid", "treeitem",
        "xminymin", "xmidymin", "xmaxymin", "xminymid", "xmidymid", "xmaxymid", "xminymax", "xmidymax", "xmaxymax", "meet", "slice",
        "nonzero", "evenodd", "butt", "round", "square", "bevel", "miter", "start", "end", "box", "void", "above", "below", "hsides", "vsides", "lhs", "rhs",
        "border", "rows", "cols", "groups", "circle", "disc", "decimal", "a", "i", "disabled", "readonly", "required", "multiple", "open", "reversed", "nowrap",
        "noshade", "inert", "autofocus", "controls", "loop", "muted", "autoplay", "playsinline");

    /// <summary>True when the text is one of them.</summary>
    public static bool Contain(FrozenSet<string> words, ReadOnlySpan<byte> text)
    {
        if (text.Length > Longest)
            return false;
        Span<char> word = stackalloc char[Longest];
        return Ascii.ToUtf16(text, word, out var length) == System.Buffers.OperationStatus.Done
            && words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word[..length]);
    }

    /// <summary>True when all that stands there, between white space and commas, are words of HTML and sizes.</summary>
    public static bool AreOfHtml(ReadOnlySpan<byte> text)
    {
        var read = 0;
        foreach (var range in text.SplitAny(" \t\r\n,"u8))
        {
            var word = text[range];
            if (!word.IsEmpty && (++read > 8 || (!IsSize(word) && !Contain(s_html, word))))
                return false;
        }

        // Several short numbers may be one of a telephone.
        return read < 2 || !PersonalData.Contains(text);
    }

    /// <summary>One of HTML's words.</summary>
    public static bool IsOfHtml(ReadOnlySpan<byte> text) => Contain(s_html, text);

    /// <summary>A number of few digits with or without a unit: <c>12</c>, <c>33.5%</c>, <c>2x</c>, <c>*</c>.</summary>
    public static bool IsSize(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("*"u8))
            return true;
        if (text.Length > 1 && text[0] is (byte)'-' or (byte)'+')
            text = text[1..];
        var whole = Digits(text);
        var unit = text[whole..];
        var decimals = unit.Length > 0 && unit[0] == (byte)'.' ? Digits(unit[1..]) : 0;
        if (decimals > 0)
            unit = unit[(decimals + 1)..];
        return whole <= MostDigits && decimals <= MostDecimals && whole + decimals > 0 && (unit.IsEmpty || IsUnit(unit));
    }

    private static int Digits(ReadOnlySpan<byte> text) =>
        text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is var end && end < 0 ? text.Length : end;

    private static bool IsUnit(ReadOnlySpan<byte> text) => text.Length <= 3
        && ("px"u8.SequenceEqual(text) || "%"u8.SequenceEqual(text) || "em"u8.SequenceEqual(text) || "rem"u8.SequenceEqual(text) || "vw"u8.SequenceEqual(text)
            || "vh"u8.SequenceEqual(text) || "pt"u8.SequenceEqual(text) || "x"u8.SequenceEqual(text) || "w"u8.SequenceEqual(text) || "h"u8.SequenceEqual(text)
            || "*"u8.SequenceEqual(text));
}
