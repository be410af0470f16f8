using PrivacyProxy.Redaction;

namespace PrivacyProxy.Demo;

/// <summary>One request of the demo, before and after, as the live page gets it.</summary>
internal sealed record ShownExchange(
    long Id,
    string At,
    string Site,
    string Vendor,
    string Method,
    string Path,
    string Outcome,
    string? Reason,
    IReadOnlyList<ShownField> Fields,
    ShownCounts Counts);

/// <summary>One field: what the browser sent, and what the vendor received (null: nothing).</summary>
internal sealed record ShownField(string Surface, string Name, string? Before, string? After, string Action);

/// <summary>The accounts after the request.</summary>
internal sealed record ShownCounts(long Received, long Forwarded, long Dropped, long Refused, long Failed);

/// <summary>Lays the two sides of one surface side by side.</summary>
internal static class Comparison
{
    public static IEnumerable<ShownField> Of(
        string surface,
        IReadOnlyList<KeyValuePair<string, string>> before,
        IReadOnlyList<KeyValuePair<string, string>> after,
        ChangeLog? log)
    {
        var left = new List<KeyValuePair<string, string>>(after);
        foreach (var (name, value) in before)
        {
            var index = left.FindIndex(f => f.Key.Equals(name, surface == "header" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));
            if (index < 0)
            {
                yield return new ShownField(surface, name, value, null, "removed");
                continue;
            }

            var arrived = left[index].Value;
            left.RemoveAt(index);
            yield return new ShownField(surface, name, value, arrived, arrived == value ? "kept" : ActionOf(surface, name, log));
        }

        foreach (var (name, value) in left)
            yield return new ShownField(surface, name, null, value, "added");
    }

    private static string ActionOf(string surface, string name, ChangeLog? log)
    {
        var action = log?.Changes.Where(c => c.Surface == surface && c.Path == name).Select(c => (FieldAction?)c.Action).FirstOrDefault();
        return action switch
        {
            FieldAction.Pseudonymise => "pseudonymised",
            FieldAction.CleanUrl or FieldAction.OriginOnly => "cleaned",
            FieldAction.Coarsen => "coarsened",
            FieldAction.TruncateIp => "truncated",
            _ => "replaced",
        };
    }
}
