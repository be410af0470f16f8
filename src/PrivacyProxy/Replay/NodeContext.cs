namespace PrivacyProxy.Replay;

/// <summary>What the texts inside of an element are.</summary>
internal readonly record struct NodeContext(Content Text)
{
    /// <summary>What the visitor sees.</summary>
    public static readonly NodeContext Page = new(Content.Text);

    /// <summary>By the element's name. What is not known here, is seen.</summary>
    public static NodeContext Of(ReadOnlySpan<byte> element) =>
        Is(element, "style"u8) ? new(Content.StyleSheet)
        : Is(element, "textarea"u8) ? new(Content.Typed)
        : Is(element, "script"u8) || Is(element, "noscript"u8) || Is(element, "template"u8) ? new(Content.EmptyText)
        : Page;

    private static bool Is(ReadOnlySpan<byte> element, ReadOnlySpan<byte> name) => System.Text.Ascii.EqualsIgnoreCase(element, name);
}
