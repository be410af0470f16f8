using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using PrivacyProxy.Tests.Leaks;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Replay;

/// <summary>What holds for every recording: it leaves as a recording of the same events, and nobody is in it.</summary>
public sealed class RecordingProperties
{
    // A name that no detector knows, and things that detectors know, in the wrappings in which pages carry them.
    private static readonly string[] s_needles = ["zephyrine", "quillfeather@canary", "612 345 678", "ES9121000418450200051332"];

    private static readonly Gen<string> s_canary = Gen.OneOf(
        Gen.Elements("Zephyrine", "Dear Zephyrine,\n\"welcome\" \\ back", "zephyrine.quillfeather@canary-mail.example", "+34 612 345 678", "ES9121000418450200051332"),
        Gen.Elements("Zephyrine", "zephyrine.quillfeather@canary-mail.example").Select(c => Convert.ToBase64String(Encoding.UTF8.GetBytes("{\"name\":\"" + c + "\"}"))),
        Gen.Elements("Zephyrine 日本", "zephyrine%2Equillfeather@canary").Select(Uri.EscapeDataString),
        Gen.Constant("Zephyrine").Select(c => Convert.ToHexString(Encoding.UTF8.GetBytes(c))));

    // Names of code are judged by detectors, and so are words of CSS: a bare first name may be one of them.
    private static readonly Gen<string> s_known = Gen.Elements(
        "zephyrine.quillfeather@canary-mail.example", "user-zephyrine.quillfeather@canary-mail.example", "ES9121000418450200051332",
        "x" + Convert.ToHexString(Encoding.UTF8.GetBytes("Zephyrine quillfeather")));

    private static readonly Gen<string> s_style = Gen.OneOf(
        s_canary.Select(c => "a{content:" + Quoted(c) + "}"),
        s_canary.Select(c => ".b{background:url(" + Quoted("data:image/svg+xml," + c) + ")}/* " + c + " */"),
        s_canary.Select(c => "@import " + Quoted("https://cdn.test/" + Uri.EscapeDataString(c)) + ";[data-user=" + Quoted(c) + "]{width:calc(1px + 2em)}"),
        s_canary.Select(c => "c{--x:{\"a\":" + Quoted(c) + "};grid-area:a}"),
        s_known.Select(c => "." + string.Concat(c.Select(l => char.IsAsciiLetterOrDigit(l) || l == '-' ? $"{l}" : "\\" + l)) + "{color:red}"),
        Gen.Elements("color:red;height:4000px", "@media (min-width:1px){.a>.b{flex:1 0 33.333333%}}", ".sm\\:w-1\\/2{}", "}{]);:\"", "/*", "\\", "url(", "@"));

    // Pieces of CSS in any order: most of it is none.
    private static readonly Gen<string> s_pieces = Gen.Elements(
        "a", "-x", "--y", ".b", "#fff", "#1234567", "@import ", "@media ", "@who ", "url(", "URL( ", "src(", "image-set(", "format(", "(", ")", "[", "]", "[class=", "[title=",
        "{", "}", ":", ";", ",", " ", "\n", "\t", "12.5px", "-1e3", "99999999999", "5", "/*", "*/", "/* rr_split */", "/", "\"", "'", "\\", "\\41 ", "\\\"", "\\0", "\\110000 ",
        "font-family:", "grid-area:", "content:", "!important", "<!--", "\u0001", "é", "https://cdn.test/x", "http://www.shop.test/p?a=1").ListOf().Select(string.Concat);

    // Pieces that are whole, with a person in texts, comments and URLs.
    private static readonly Gen<string> s_wholes = Gen.Elements(
        "a", ".b{", "}", ";", "color:red", "content:", " ", "12px", " url(http://www.shop.test/x)", "@media (min-width:1px){", ">", ":hover", "!important", "/*Zephyrine*/",
        "\"Zephyrine\"", "'Zephyrine'", "\"\\5a ephyrine\"", " url(data:,Zephyrine)", " \\75rl(data:,Zephyrine)", " url(\"https://cdn.test/Zephyrine\")", " url( 'http://www.shop.test/?Zephyrine' )",
        "[title='Zephyrine']", "[data-x=Zephyrine]").ListOf().Select(string.Concat);

    private static readonly Gen<string> s_url = Gen.OneOf(
        s_canary.Select(c => "http://www.shop.test/p?who=" + Uri.EscapeDataString(c) + "#" + Uri.EscapeDataString(c)),
        s_canary.Select(c => "https://" + "cdn.test/" + Uri.EscapeDataString(c)),
        s_canary.Select(c => "data:text/plain," + c),
        s_canary,
        Gen.Elements("http://www.shop.test/", "https://cdn.test/a.png"));

    private static readonly Gen<JsonNode?> s_value = Gen.OneOf(
        s_canary.Select(c => (JsonNode?)JsonValue.Create(c)),
        Gen.Choose(-5, 5000).Select(n => (JsonNode?)n),
        Gen.Elements(true, false).Select(b => (JsonNode?)b),
        s_canary.Select(c => (JsonNode?)new JsonObject { ["a"] = c, [c] = new JsonArray(c) }),
        Gen.Constant((JsonNode?)null));

    private static readonly Gen<KeyValuePair<string, JsonNode?>> s_attribute = Gen.OneOf(
        Named(Gen.Elements("class", "id"), s_known.Select(c => (JsonNode?)("a " + c + " b"))),
        Named(Gen.Elements("style", "_cssText"), s_style.Select(c => (JsonNode?)JsonValue.Create(c))),
        Named(Gen.Constant("style"), Gen.Zip(s_canary, s_known).Select(c =>
            (JsonNode?)new JsonObject { ["--x"] = Quoted(c.Item1), ["width"] = new JsonArray("1px", "important"), [c.Item2] = "1" })),
        Named(Gen.Elements("href", "src", "srcset", "rr_src", "action", "xlink:href"), s_url.Select(u => (JsonNode?)u)),
        Named(Gen.Elements("title", "alt", "aria-label", "data-x", "onclick", "srcdoc", "rr_dataURL", "content", "name", "checked", "d"), s_value),
        Named(Gen.Elements("value", "placeholder", "label", "type", "role", "rel", "width", "rr_width", "viewBox", "dir"), s_value),
        Named(s_canary, s_value));

    private static readonly Gen<JsonNode> s_event = Gen.OneOf(
        Event(2, Gen.Sized(s => Node(Math.Min(s, 30))).Select(n => Object(("node", n), ("initialOffset", Object(("left", 0), ("top", 3)))))),
        Event(4, s_url.Select(u => Object(("href", u.StartsWith("http://www", StringComparison.Ordinal) ? u : "http://www.shop.test/"), ("width", 1280), ("height", 720)))),
        Event(5, s_canary.Select(c => Object(("tag", c), ("payload", c)))),
        Event(6, Gen.Zip(Gen.Elements("rrweb/console@1", "rrweb/network@1.mp"), s_canary).Select(p => Object(
            ("plugin", p.Item1), ("payload", Object(("level", "log"), ("trace", new JsonArray(p.Item2)), ("payload", new JsonArray(p.Item2)), ("requests", new JsonArray(p.Item2))))))),
        Event(6, s_canary.Select(c => Object(("plugin", c), ("payload", Object(("level", c)))))),
        Change(0, Gen.Zip(Gen.Zip(s_canary, s_attribute), Gen.Sized(s => Node(Math.Min(s, 15)))).Select(t => new[]
        {
            ("texts", (JsonNode?)new JsonArray(Object(("id", 3), ("value", t.Item1.Item1)))),
            ("attributes", new JsonArray(Object(("id", 3), ("attributes", new JsonObject([KeyValuePair.Create(t.Item1.Item2.Key, t.Item1.Item2.Value?.DeepClone())]))))),
            ("adds", new JsonArray(Object(("parentId", 1), ("nextId", null), ("node", t.Item2)))),
        })),
        Change(5, s_canary.Select(c => new[] { ("text", (JsonNode?)JsonValue.Create(c)), ("isChecked", true), ("id", 3) })),
        Change(8, s_style.Select(c => new[] { ("id", (JsonNode?)3), ("adds", new JsonArray(Object(("rule", c), ("index", 0)))), ("replace", c) })),
        Change(9, s_canary.Select(c => new[] { ("id", (JsonNode?)3), ("commands", new JsonArray(Object(("property", "fillText"), ("args", new JsonArray(c))))) })),
        Change(10, s_canary.Select(c => new[] { ("family", (JsonNode?)JsonValue.Create(c)), ("fontSource", c) })),
        Change(13, s_canary.Select(c => new[] { ("id", (JsonNode?)3), ("index", new JsonArray(0)), ("set", Object(("property", "content"), ("value", Quoted(c)), ("priority", c))) })));

    private static readonly Gen<JsonArray> s_recording = s_event.ListOf().Select(e => new JsonArray([.. e.Select(n => n.DeepClone())]));

    [Fact]
    public void Nobody_is_found_in_a_masked_recording_and_masking_it_again_changes_nothing() =>
        Prop.ForAll(s_recording.ToArbitrary(), recording =>
        {
            var masked = SomeRecording.Masked(recording.ToJsonString());
            if (masked is null)
                return recording.All(e => e!["type"]!.GetValue<int>() is 5 or 6 || IsDrawing(e));
            Assert.All(s_needles, needle => Assert.DoesNotContain(
                DecodedForms.Of(Encoding.UTF8.GetBytes(masked)), f => f.Contains(needle, StringComparison.OrdinalIgnoreCase)));
            Assert.Equal(masked, SomeRecording.Masked(masked));
            return IsRecording(masked);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    [Fact]
    public void What_a_recording_is_made_of_stays() =>
        Prop.ForAll(Gen.Sized(s => Node(Math.Min(s, 40))).ToArbitrary(), node =>
        {
            var masked = SomeRecording.MaskedNode(node.ToJsonString());
            return masked is not null && Skeleton(JsonNode.Parse(masked)!) == Skeleton(node);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Masking_any_style_again_changes_nothing() =>
        Prop.ForAll(s_pieces.ToArbitrary(), css =>
        {
            var once = SomeRecording.MaskedStyle(css);
            Assert.Equal(once, SomeRecording.MaskedStyle(once));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Texts_comments_and_URLs_of_a_style_are_masked_wherever_they_stand() =>
        Prop.ForAll(s_wholes.ToArbitrary(), css => !SomeRecording.MaskedStyle(css).Contains("Zephyrine", StringComparison.OrdinalIgnoreCase))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Random_bytes_and_random_styles_never_throw() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<NonNull<string>>(), (bytes, text) =>
        {
            SomeRecording.Masked(bytes, SomeRedaction.Redactor());
            // The encoder replaces lone surrogates, which no recording has.
            var css = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get));
            var once = SomeRecording.MaskedStyle(css);
            return SomeRecording.MaskedStyle(once) == once;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static Gen<JsonNode> Node(int size)
    {
        var text = s_canary.Select(c => (JsonNode)Object(("type", 3), ("textContent", c), ("id", 9)));
        var comment = Gen.Zip(Gen.Elements(4, 5), s_canary).Select(c => (JsonNode)Object(("type", c.Item1), ("textContent", c.Item2), ("id", 9)));
        var style = s_style.Select(c => (JsonNode)Object(
            ("type", 2), ("tagName", "style"), ("attributes", new JsonObject()), ("childNodes", new JsonArray(Object(("type", 3), ("textContent", c), ("id", 8)))), ("id", 7)));
        if (size < 2)
            return Gen.OneOf(text, comment, style);
        var name = Gen.Elements("p", "div", "textarea", "script", "noscript", "title", "svg", "my-card");
        var element = Gen.Zip(Gen.Zip(name, s_attribute.ListOf()), Node(size / 3).ListOf())
            .Select(e => (JsonNode)Object(
                ("type", 2),
                ("tagName", e.Item1.Item1),
                ("attributes", new JsonObject(e.Item1.Item2.DistinctBy(a => a.Key).Select(a => KeyValuePair.Create(a.Key, a.Value?.DeepClone())))),
                ("childNodes", new JsonArray([.. e.Item2.Select(n => n.DeepClone())])),
                ("id", 5)));
        return Gen.OneOf(text, element, element, style);
    }

    private static Gen<JsonNode> Event(int type, Gen<JsonObject> data) =>
        data.Select(d => (JsonNode)Object(("type", type), ("data", d), ("timestamp", 1795282325938)));

    private static Gen<JsonNode> Change(int source, Gen<(string, JsonNode?)[]> members) =>
        Event(3, members.Select(m => Object([("source", (JsonNode?)source), .. m])));

    private static Gen<KeyValuePair<string, JsonNode?>> Named(Gen<string> name, Gen<JsonNode?> value) =>
        Gen.Zip(name, value).Select(p => KeyValuePair.Create(p.Item1, p.Item2));

    private static JsonObject Object(params (string Name, JsonNode? Value)[] members) =>
        new(members.Select(m => KeyValuePair.Create(m.Name, m.Value?.DeepClone())));

    private static string Quoted(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\a ", StringComparison.Ordinal) + "\"";

    private static bool IsDrawing(JsonNode? change) => change!["data"]!["source"]?.GetValue<int>() is 9 or 10;

    private static bool IsRecording(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateArray().All(e =>
            e.GetProperty("type").GetInt32() is >= 0 and <= 6 && e.GetProperty("data").ValueKind == JsonValueKind.Object && e.GetProperty("timestamp").GetInt64() > 0);
    }

    /// <summary>Elements and nodes without what they say.</summary>
    private static string Skeleton(JsonNode node) =>
        $"{node["type"]}{node["tagName"]}#{node["id"]}({string.Join(',', (node["childNodes"] as JsonArray ?? []).Select(n => Skeleton(n!)))})";
}
