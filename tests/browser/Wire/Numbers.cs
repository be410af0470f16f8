using System.Text.Json;

namespace PrivacyProxy.BrowserTests.Wire;

/// <summary>The numbers in a payload, also those written as texts.</summary>
internal static class Numbers
{
    public static IEnumerable<string> In(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(m => In(m.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(In),
        JsonValueKind.Number => [element.GetRawText()],
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };
}
