using System.Text;
using System.Text.Json;

namespace PrivacyProxy.Tests.Golden;

/// <summary>What is inside a request to Mixpanel, whichever way it is wrapped.</summary>
internal static class Payload
{
    // The form of the recorded SDK's emoji: each half of a surrogate pair as three bytes, which is no UTF-8.
    private static readonly byte[] s_emojiOfTheSdk = [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80];

    /// <summary>The JSON of the body, or of the parameter that carries it; null when there is none.</summary>
    public static JsonElement? Of(string target, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        if (text.StartsWith('{') || text.StartsWith('['))
            return JsonElement.Parse(text);
        var parameters = text.Split('&').Concat(target.Split('?').Skip(1).SelectMany(q => q.Split('&')));
        var value = parameters
            .Where(p => p.StartsWith("data=", StringComparison.Ordinal) || p.StartsWith("context=", StringComparison.Ordinal))
            .Select(p => Uri.UnescapeDataString(p[(p.IndexOf('=', StringComparison.Ordinal) + 1)..]))
            .SingleOrDefault();
        if (value is null)
            return null;
        return JsonElement.Parse(value[0] is '{' or '[' ? value : FromBase64(value));
    }

    /// <summary>The documents of a batch, or the one that stands alone.</summary>
    public static IReadOnlyList<JsonElement> Documents(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Array ? [.. payload.EnumerateArray()] : [payload];

    /// <summary>Every name and every text and number in it, unescaped.</summary>
    public static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(m => Texts(m.Value).Prepend(m.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [element.GetString()!],
        _ => [element.GetRawText()],
    };

    /// <summary>The members with this name, at any depth.</summary>
    public static IEnumerable<JsonElement> Members(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .SelectMany(m => m.Name == name ? Members(m.Value, name).Prepend(m.Value) : Members(m.Value, name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(e => Members(e, name)),
        _ => [],
    };

    private static string FromBase64(string text)
    {
        var bytes = Convert.FromBase64String(text);
        var at = bytes.AsSpan().IndexOf(s_emojiOfTheSdk);
        return Encoding.UTF8.GetString(at < 0 ? bytes : [.. bytes[..at], .. "😀"u8, .. bytes[(at + s_emojiOfTheSdk.Length)..]]);
    }
}
