using System.Text;
using System.Text.Json.Nodes;

namespace PrivacyProxy.Tests.Leaks.Matrix;

/// <summary>Writes members and their values as the document that a rule set is for: JSON, or parameters.</summary>
internal static class WrittenDocument
{
    /// <summary>What an event of the set says anyhow: it leaves, so that there is something to search through.</summary>
    private static readonly Dictionary<string, (string Json, string Container)> s_frames = new(StringComparer.Ordinal)
    {
        ["event"] = ("""{"event":"Buy","properties":{"sku":"A1","token":"t1"}}""", "properties"),
        ["update"] = ("""{"$token":"t1","$set":{"plan":"A1"}}""", "$set"),
        ["flags-context"] = ("""{"plan":"A1","distinct_id":"frame"}""", ""),
        ["first-time-event"] = ("""{"project_id":12}""", ""),
    };

    public static string Frame(string set) => s_frames.TryGetValue(set, out var frame)
        ? frame.Json
        : throw new InvalidOperationException($"The rule set {set} is new: say what a document of it looks like.");

    /// <summary>Whether <see cref="Shape.InText"/> takes the member away from the path that names it.</summary>
    public static bool IsInText(string set, Member member) =>
        s_frames[set].Container is { Length: > 0 } container && member.Path.StartsWith(container + ".", StringComparison.Ordinal);

    /// <summary>Whether the member holds the others, so that it can only be planted in by itself.</summary>
    public static bool IsContainer(string set, Member member) => s_frames.TryGetValue(set, out var frame) && member.Path == frame.Container;

    public static string Json(string set, IEnumerable<(Member Member, string Value)> planted, Shape shape)
    {
        var root = JsonNode.Parse(Frame(set))!.AsObject();
        var container = s_frames[set].Container is { Length: > 0 } name ? root[name]!.AsObject() : root;
        foreach (var (member, value) in planted)
        {
            if (member.IsAnywhere)
                Plant(shape == Shape.Deep ? Deep(container) : container, member.Name, value, shape);
            else
                PlantAt(root, member.Path, value, shape);
        }

        if (shape == Shape.InText)
        {
            var text = Text(container, isEscaped: false);
            container.Clear();
            container["note"] = text;
        }

        return Text(root, isEscaped: shape == Shape.Escaped);
    }

    public static IEnumerable<KeyValuePair<string, string>> Parameters(IEnumerable<(Member Member, string Value)> planted, Shape shape) =>
        planted.Select(p => KeyValuePair.Create(
            shape switch
            {
                Shape.OtherCase => InOtherCase(p.Member.Name),
                Shape.Array => p.Member.Name + "[]",
                Shape.Deep => p.Member.Name + "[0][x]",
                Shape.Object => " " + p.Member.Name.Replace('_', '.'),
                _ => p.Member.Name,
            },
            p.Value));

    /// <summary>As JSON; escaped, with every character of names and values as <c>\u0065</c>.</summary>
    public static string Text(JsonNode? node, bool isEscaped)
    {
        var text = new StringBuilder();
        Write(node, isEscaped, text);
        return text.ToString();
    }

    private static JsonObject Deep(JsonObject container)
    {
        if (container["deep"] is not JsonObject deep)
            container["deep"] = deep = new JsonObject { ["list"] = new JsonArray(new JsonArray(new JsonObject { ["sku"] = "A2" })) };
        return deep["list"]![0]![0]!.AsObject();
    }

    private static void PlantAt(JsonObject root, string path, string value, Shape shape)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1])
            root = (root[name] ??= new JsonObject()).AsObject();
        Plant(root, names[^1], value, shape);
    }

    // A name without letters has no other case; what is planted there is planted in an unknown field.
    private static string InOtherCase(string name)
    {
        if (name.ToUpperInvariant() is var upper && upper != name)
            return upper;
        if (name.ToLowerInvariant() is var lower && lower != name)
            return lower;
        return name.All(char.IsAscii) ? name + "Q" : name;
    }

    private static void Plant(JsonObject into, string name, string value, Shape shape)
    {
        if (shape == Shape.OtherCase)
        {
            // The member itself would stand beside it and be a second one for readers that don't mind the case.
            into.Remove(name);
            name = InOtherCase(name);
        }

        into[name] = shape switch
        {
            Shape.Array => new JsonArray(value, new JsonArray(value)),
            Shape.Object => new JsonObject { ["sku"] = "A3", ["value"] = new JsonArray(value) },
            Shape.Number when value.All(char.IsAsciiDigit) => JsonNode.Parse(value),
            _ => value,
        };
    }

    private static void Write(JsonNode? node, bool isEscaped, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject members:
                text.Append('{');
                foreach (var (name, value) in members)
                {
                    text.Append(text[^1] == '{' ? "" : ",");
                    Quote(name, isEscaped, text);
                    text.Append(':');
                    Write(value, isEscaped, text);
                }

                text.Append('}');
                break;
            case JsonArray elements:
                text.Append('[');
                foreach (var element in elements)
                {
                    text.Append(text[^1] == '[' ? "" : ",");
                    Write(element, isEscaped, text);
                }

                text.Append(']');
                break;
            case JsonValue value when value.TryGetValue<string>(out var written):
                Quote(written, isEscaped, text);
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void Quote(string value, bool isEscaped, StringBuilder text)
    {
        text.Append('"');
        foreach (var c in value)
        {
            if (isEscaped || c < ' ')
                text.Append("\\u").Append(((int)c).ToString("x4", null));
            else if (c is '"' or '\\')
                text.Append('\\').Append(c);
            else
                text.Append(c);
        }

        text.Append('"');
    }
}

/// <summary>How members stand in their document.</summary>
internal enum Shape
{
    /// <summary>As the vendor's own SDK writes them.</summary>
    Direct,

    /// <summary>Inside of objects and lists that no rule knows.</summary>
    Deep,

    /// <summary>The name in upper case.</summary>
    OtherCase,

    /// <summary>The value as an element of a list, and of a list inside of it.</summary>
    Array,

    /// <summary>The value inside of an object in the field's place. In parameters: a name that PHP reads as the field's.</summary>
    Object,

    /// <summary>Digits as a number without quotes.</summary>
    Number,

    /// <summary>All of the document in a text of a document.</summary>
    InText,

    /// <summary>Every character as an escape.</summary>
    Escaped,
}
