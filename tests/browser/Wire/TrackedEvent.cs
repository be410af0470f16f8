using System.Text.Json;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.BrowserTests.Wire;

/// <summary>An event as it stood on the wire.</summary>
internal sealed record TrackedEvent(string Name, JsonElement Properties)
{
    /// <summary>What Mixpanel tells sends of one event by.</summary>
    public (string Name, string? InsertId, string Time) Key =>
        (Name, Text("$insert_id"), Properties.TryGetProperty("time", out var time) ? time.GetRawText() : "");

    public string? Text(string property) =>
        Properties.TryGetProperty(property, out var value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
            : null;

    public bool Has(string property) => Properties.TryGetProperty(property, out _);

    public static IEnumerable<TrackedEvent> In(IEnumerable<ReceivedRequest> requests) =>
        from request in requests
        where Payload.Path(request) == "/track"
        from one in Payload.Objects(request)
        select new TrackedEvent(one.GetProperty("event").GetString()!, one.GetProperty("properties"));
}
