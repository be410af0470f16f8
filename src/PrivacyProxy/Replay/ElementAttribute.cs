using System.Collections.Frozen;
using System.Text;

namespace PrivacyProxy.Replay;

/// <summary>
/// The attributes that leave: those that lay a page out. All others, known or not, stay here: texts for readers and
/// programs (<c>title</c>, <c>alt</c>, <c>aria-label</c>, <c>data-…</c>, <c>content</c>), code (<c>on…</c>, <c>srcdoc</c>),
/// what the visitor chose (<c>checked</c>, <c>selected</c>), pictures (<c>rr_dataURL</c>) and the shapes of drawings, which
/// may be a signature, a ticket's code or a chart of somebody's data (<c>d</c>, <c>points</c>).
/// </summary>
internal sealed class ElementAttribute(string name, AttributeKind kind)
{
    private const int Longest = 32;

    private static readonly FrozenDictionary<string, ElementAttribute> s_all = All().ToFrozenDictionary(a => a.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ElementAttribute>.AlternateLookup<ReadOnlySpan<char>> s_byName =
        s_all.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Name { get; } = name;

    public AttributeKind Kind { get; } = kind;

    /// <summary>The name in quotes and a colon.</summary>
    public byte[] Written { get; } = Encoding.UTF8.GetBytes($"\"{name}\":");

    /// <summary>Null for an attribute that does not leave.</summary>
    public static ElementAttribute? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length > Longest)
            return null;
        Span<char> text = stackalloc char[Longest];
        return Ascii.ToUtf16(name, text, out var length) == System.Buffers.OperationStatus.Done && s_byName.TryGetValue(text[..length], out var attribute)
            ? attribute
            : null;
    }

    private static IEnumerable<ElementAttribute> All() =>
    [
        .. Of(AttributeKind.Names, "class", "id"),
        .. Of(AttributeKind.Style, "style", "media", "color", "bgcolor", "fill", "stroke", "stop-color", "flood-color", "lighting-color"),
        .. Of(AttributeKind.StyleSheet, "_cssText"),
        .. Of(AttributeKind.Url, "href", "xlink:href", "src", "rr_src", "action", "formaction", "poster", "data", "cite", "background"),
        .. Of(AttributeKind.UrlSet, "srcset", "imagesrcset"),
        .. Of(AttributeKind.Text, "placeholder", "label"),
        .. Of(AttributeKind.Typed, "value"),
        .. Of(
            AttributeKind.Words,
            "type", "rel", "role", "dir", "hidden", "disabled", "readonly", "required", "multiple", "open", "inert", "popover", "tabindex", "contenteditable",
            "draggable", "loading", "decoding", "fetchpriority", "as", "async", "defer", "wrap", "start", "reversed", "nowrap", "shape", "scope", "autofocus",
            "width", "height", "size", "sizes", "rows", "cols", "span", "colspan", "rowspan", "align", "valign", "border", "cellpadding", "cellspacing", "frame",
            "rules", "hspace", "vspace", "noshade", "frameborder", "marginwidth", "marginheight", "scrolling", "controls", "loop", "muted", "autoplay", "playsinline",
            "aria-hidden", "aria-expanded", "aria-disabled", "aria-modal", "aria-busy", "aria-current", "aria-haspopup", "aria-orientation", "aria-live", "aria-level",
            "viewBox", "preserveAspectRatio", "stroke-width", "stroke-linecap", "stroke-linejoin", "fill-rule", "clip-rule", "fill-opacity", "stroke-opacity",
            "opacity", "text-anchor", "font-size",
            "rr_width", "rr_height", "rr_left", "rr_top", "rr_scrollLeft", "rr_scrollTop", "rr_open_mode", "rr_mediaState", "rr_mediaCurrentTime",
            "rr_mediaPlaybackRate", "rr_mediaMuted", "rr_mediaLoop", "rr_mediaVolume"),
    ];

    private static IEnumerable<ElementAttribute> Of(AttributeKind kind, params string[] names) => names.Select(n => new ElementAttribute(n, kind));
}
