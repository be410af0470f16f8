using System.Text;
using System.Text.Json;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.BrowserTests.Wire;

/// <summary>Opens the payload of a request to Mixpanel, as the SDK wraps it and as Mixpanel reads it.</summary>
internal static class Payload
{
    /// <summary>The path without a slash at its end: <c>/track</c>.</summary>
    public static string Path(ReceivedRequest request) => request.Target.Split('?')[0].TrimEnd('/');

    /// <summary>A query parameter, decoded; null when it is not there.</summary>
    public static string? Parameter(ReceivedRequest request, string name) => Find(request.Target[(request.Target.IndexOf('?') + 1)..], name);

    /// <summary>The events or updates in it, of a batch or alone; none when it has no <c>data</c>.</summary>
    public static IReadOnlyList<JsonElement> Objects(ReceivedRequest request)
    {
        // Beacons carry a form without saying so, hence no look at the media type.
        if ((Parameter(request, "data") ?? Find(request.BodyText, "data")) is not { } data)
            return [];
        var json = data.TrimStart() is ['{' or '[', ..] ? data : Encoding.UTF8.GetString(Convert.FromBase64String(data.Replace(' ', '+')));
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement.Clone();
        return root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
    }

    private static string? Find(string form, string name) => form.Split('&')
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair.Length == 2 && Uri.UnescapeDataString(pair[0]) == name)
        .Select(pair => Uri.UnescapeDataString(pair[1].Replace('+', ' ')))
        .FirstOrDefault();
}
