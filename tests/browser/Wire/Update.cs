using System.Text.Json;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.BrowserTests.Wire;

/// <summary>A profile or group update as it stood on the wire.</summary>
internal sealed record Update(string Path, JsonElement Object)
{
    /// <summary>What it does: <c>/engage $set</c>.</summary>
    public string Operation => $"{Path} {Object.EnumerateObject().First(m => m.Name is "$set" or "$set_once" or "$add" or "$append" or "$union" or "$remove" or "$unset" or "$delete").Name}";

    public JsonElement Operand => Object.GetProperty(Operation.Split(' ')[1]);

    public string? Text(string member) => Object.TryGetProperty(member, out var value) ? value.GetString() : null;

    public static IEnumerable<Update> In(IEnumerable<ReceivedRequest> requests) =>
        from request in requests
        let path = Payload.Path(request)
        where path is "/engage" or "/groups"
        from one in Payload.Objects(request)
        select new Update(path, one);
}
