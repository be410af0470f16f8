using System.Text;
using System.Text.Json;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Demo;

/// <summary>A query or body as a flat list of readable fields: forms split, base64 and JSON opened, paths written out.</summary>
internal static class Flattened
{
    public static List<KeyValuePair<string, string>> Parameters(string text)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var pair in text.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? "" : Decode(pair[(equals + 1)..]);
            if (name is "data" or "context" && Open(value) is { } json)
                Add(name, json.RootElement, fields);
            else
                fields.Add(new(name, value));
        }

        return fields;
    }

    public static List<KeyValuePair<string, string>> Body(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        var fields = new List<KeyValuePair<string, string>>();
        if (!Wrapping.IsJson(body))
            return Parameters(text);
        if (Parse(text) is { } json)
            Add("", json.RootElement, fields);
        else
            fields.Add(new("", text));
        return fields;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static JsonDocument? Open(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        if (Wrapping.IsJson(bytes))
            return Parse(value);
        using var decoded = new ByteBuffer(value.Length + 8);
        return Wrapping.TryDecodeBase64(bytes, decoded) ? Parse(Encoding.UTF8.GetString(decoded.Span)) : null;
    }

    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Add(string path, JsonElement element, List<KeyValuePair<string, string>> fields)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    var name = Readable(() => member.Name, "(a name that is no text)");
                    Add(path.Length == 0 ? name : $"{path}.{name}", member.Value, fields);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                    Add($"{path}[{index++}]", item, fields);
                break;
            default:
                fields.Add(new(path, Readable(element.ToString, element.GetRawText())));
                break;
        }
    }

    /// <summary>Half a surrogate pair is valid JSON but no text.</summary>
    private static string Readable(Func<string> text, string otherwise)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            return otherwise;
        }
    }
}
