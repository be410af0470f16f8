using System.Text.Json;
using Microsoft.Extensions.Primitives;
using PrivacyProxy.Consent;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.Tests.Consent;

/// <summary>One recorded or constructed request of <c>Data/consent-vectors.json</c>, and what it must be read as.</summary>
public sealed record ConsentVector(
    int Id,
    string Cmp,
    string Case,
    string Header,
    Dictionary<string, bool?> Expected,
    Dictionary<string, string[]>? Map,
    string? CookieName)
{
    public static IReadOnlyList<ConsentVector> All { get; } = JsonSerializer.Deserialize<ConsentVector[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "consent-vectors.json")),
        JsonSerializerOptions.Web)!;

    internal ConsentDecision Wanted => new(State(Expected["analytics"]), State(Expected["marketing"]));

    internal StringValues Lines(string field) => Header
        .Split("\r\n")
        .Where(line => line.StartsWith(field + ": ", StringComparison.Ordinal))
        .Select(line => line[(field.Length + 2)..])
        .ToArray();

    internal ConsentReader Reader() => new(
        new ConsentSettings
        {
            Source = Cmp == "klaro" ? "klaro" : "cookiebot",
            Cookie = CookieName,
            Analytics = Map?["analytics"],
            Marketing = Map?["marketing"],
        },
        FixedTime.OfTheVectors);

    public override string ToString() => $"{Id} {Cmp}: {Case}";

    private static ConsentState State(bool? recorded) => recorded switch
    {
        true => ConsentState.Granted,
        false => ConsentState.Refused,
        null => ConsentState.Undecided,
    };
}
