using System.Collections.Frozen;

namespace PrivacyProxy.Replay;

/// <summary>
/// The events of rrweb (the recorder in Mixpanel's SDK and others) as far as they leave, after the types that rrweb itself
/// publishes. Mutations of canvases, fonts, console lines of old versions, custom elements and custom events do not: they
/// hold drawings, files and texts of the page's own.
/// </summary>
internal static class RecordingShapes
{
    private static readonly FrozenSet<string> s_levels = FrozenSet.Create(
        StringComparer.Ordinal,
        "assert", "clear", "count", "countReset", "debug", "dir", "dirxml", "error", "group", "groupCollapsed", "groupEnd", "info", "log", "table", "time", "timeEnd",
        "timeLog", "trace", "warn");

    private static readonly FrozenSet<string> s_plugins = FrozenSet.Create(StringComparer.Ordinal, "rrweb/console@1", "rrweb/network@1", "rrweb/network@1.mp");

    private static readonly FrozenSet<string> s_modes = FrozenSet.Create(StringComparer.Ordinal, "BackCompat", "CSS1Compat");

    private static readonly FrozenSet<string> s_html = FrozenSet.Create(StringComparer.Ordinal, "html");

    private static readonly FrozenSet<string> s_priorities = FrozenSet.Create(StringComparer.Ordinal, "important", "");

    /// <summary>A node and all that is in it, by its kind: document, type, element, text, CDATA, comment.</summary>
    public static readonly Shape Node = NodeShape();

    /// <summary>An event, by its kind: the page is parsed, is loaded, full snapshot, change, meta, custom, plugin.</summary>
    public static readonly Shape Event = new()
    {
        By = "type"u8.ToArray(),
        Kinds =
        [
            EventShape(new Shape()),
            EventShape(new Shape()),
            EventShape(new Shape(Inner("node", Node, isNeeded: true), Inner("initialOffset", new Shape(Number("top"), Number("left"))))),
            EventShape(ChangeShape()),
            EventShape(new Shape(Of("href", Content.PageUrl), Number("width"), Number("height"))),
            null,
            // That something was logged or requested stays, and with it the moment; what it was does not.
            EventShape(new Shape(
                new Member("plugin", Content.Word) { Words = s_plugins, IsNeeded = true },
                Inner("payload", new Shape(
                    new Member("level", Content.Word) { Words = s_levels },
                    Of("trace", Content.EmptyList),
                    Of("payload", Content.EmptyList),
                    Of("requests", Content.EmptyList),
                    Of("isInitial", Content.Flag))))),
        ],
    };

    private static Shape EventShape(Shape data) => new(Inner("data", data, isNeeded: true), Of("timestamp", Content.Time), Number("delay"));

    private static Shape NodeShape()
    {
        var nodes = Of("childNodes", Content.Objects);
        var shape = new Shape
        {
            By = "type"u8.ToArray(),
            Kinds =
            [
                Kind(nodes, Word("compatMode", s_modes)),
                Kind(Word("name", s_html), Of("publicId", Content.EmptyText), Of("systemId", Content.EmptyText)),
                Kind(
                    new Member("tagName", Content.Tag) { IsNeeded = true },
                    Of("attributes", Content.Attributes),
                    nodes,
                    Of("isSVG", Content.Flag),
                    Of("needBlock", Content.Flag),
                    Of("isCustom", Content.Flag)),
                Kind(Of("textContent", Content.NodeText)),
                Kind(Of("textContent", Content.EmptyText)),
                Kind(Of("textContent", Content.EmptyText)),
            ],
        };
        nodes.Shape = shape;
        return shape;

        static Shape Kind(params Member[] members) =>
            new([.. members, Of("id", Content.Id), Of("rootId", Content.Id), Of("isShadowHost", Content.Flag), Of("isShadow", Content.Flag)]);
    }

    /// <summary>A change, by its source.</summary>
    private static Shape ChangeShape()
    {
        var id = Of("id", Content.Id);
        var styleId = Of("styleId", Content.Id);
        var (x, y) = (Number("x"), Number("y"));
        var moves = new Shape(List("positions", x, y, id, Number("timeOffset")));
        var rule = new[] { Of("rule", Content.StyleSheet), Of("index", Content.Numbers) };
        var kinds = new Shape?[]
        {
            // 0: nodes, texts and attributes of the page.
            new(
                List("texts", id, Of("value", Content.Text)),
                List("attributes", id, Of("attributes", Content.Attributes)),
                List("removes", Of("parentId", Content.Id), id, Of("isShadow", Content.Flag)),
                List("adds", Of("parentId", Content.Id), Of("previousId", Content.Id), Of("nextId", Content.Id), Inner("node", Node, isNeeded: true)),
                Of("isAttachIframe", Content.Flag)),
            // 1 to 4: moves, clicks and touches, scrolling, the size of the window.
            moves,
            new(Number("type"), id, x, y, Number("pointerType")),
            new(id, x, y),
            new(Number("width"), Number("height")),
            // 5: what the visitor typed or chose.
            new(id, Of("text", Content.Typed), Of("isChecked", Content.Choice), Of("userTriggered", Content.Flag)),
            // 6: touches.
            moves,
            // 7: players of sound and film.
            new(Number("type"), id, Number("currentTime"), Number("volume"), Of("muted", Content.Flag), Of("loop", Content.Flag), Number("playbackRate")),
            // 8: rules of style sheets.
            new(id, styleId, List("removes", Of("index", Content.Numbers)), List("adds", rule), Of("replace", Content.StyleSheet), Of("replaceSync", Content.StyleSheet)),
            // 9 to 11: canvases, fonts, the console of old versions.
            null,
            null,
            null,
            // 12: dragging.
            moves,
            // 13: single properties of style sheets.
            new(
                id,
                styleId,
                Of("index", Content.Numbers),
                Inner("set", new Shape(Of("property", Content.StyleProperty), Of("value", Content.StyleValue), Word("priority", s_priorities))),
                Inner("remove", new Shape(Of("property", Content.StyleProperty)))),
            // 14: the selected range.
            new(List("ranges", Of("start", Content.Id), Number("startOffset"), Of("end", Content.Id), Number("endOffset"))),
            // 15: style sheets that are made by scripts.
            new(id, List("styles", styleId, List("rules", rule)), Of("styleIds", Content.Numbers)),
        };
        return new Shape { By = "source"u8.ToArray(), Kinds = kinds };
    }

    private static Member Of(string name, Content content) => new(name, content);

    private static Member Number(string name) => new(name, Content.Number);

    private static Member Word(string name, FrozenSet<string> words) => new(name, Content.Word) { Words = words };

    private static Member Inner(string name, Shape shape, bool isNeeded = false) => new(name, Content.Object) { Shape = shape, IsNeeded = isNeeded };

    private static Member List(string name, params Member[] members) => new(name, Content.Objects) { Shape = new Shape(members) };
}
