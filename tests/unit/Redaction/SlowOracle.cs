using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Tests.Redaction;

/// <summary>
/// Says of a redacted event whether it may come from an original, member by member and by the words of the profile file
/// alone: a look-up in a list, a tree in memory, and none of the product's code.
/// </summary>
internal sealed partial class SlowOracle
{
    private static readonly JsonDocumentOptions s_withComments = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly List<(string[] Path, string Rule)> _written = [];
    private readonly string _otherwise;
    private readonly HashSet<string> _personal;
    private readonly IReadOnlyDictionary<string, string> _scanned;
    private Dictionary<string, string> _pseudonyms = [];

    /// <param name="vendor">The profile.</param>
    /// <param name="set">The rule set.</param>
    /// <param name="scanned">What becomes of the texts that a scan changes.</param>
    public SlowOracle(string vendor, string set, IReadOnlyDictionary<string, string> scanned)
    {
        var profile = JsonNode.Parse(File.ReadAllText(Path.Combine(VendorCatalogue.ShippedDirectory, vendor + ".json")), documentOptions: s_withComments)!;
        var rules = profile["rules"]![set]!;
        foreach (var (path, rule) in rules["fields"]!.AsObject())
            _written.Add((path.Split('.'), rule!.GetValue<string>().Split('|')[0].Trim()));
        _otherwise = rules["otherwise"]!.GetValue<string>();
        _personal = [.. TextTable.Rows("names/personal.txt").Select(r => r[0])];
        _scanned = scanned;
    }

    /// <summary>True when <paramref name="redacted"/> (null: nothing left) is what the rules make of the original.</summary>
    public bool Agrees(JsonNode? original, string? redacted)
    {
        _pseudonyms.Clear();
        return redacted is null
            ? Fits(original, Absent, [], null, _otherwise)
            : Fits(original, new Seen(true, JsonNode.Parse(redacted)), [], null, _otherwise);
    }

    private static Seen Absent => default;

    private bool Fits(JsonNode? original, Seen seen, string[] path, string? inherited, string rule) => original switch
    {
        JsonObject members => FitsObject(members, seen, path, inherited),
        JsonArray elements => FitsArray(elements, seen, path, inherited, rule),
        JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number => FitsValue(value, seen, rule),
        _ => seen.IsThere && JsonNode.DeepEquals(original, seen.Node),
    };

    private bool FitsObject(JsonObject members, Seen seen, string[] path, string? inherited)
    {
        if (seen.IsThere && seen.Node is not JsonObject)
            return false;
        var left = seen.Node as JsonObject;
        var present = 0;
        foreach (var (name, value) in members)
        {
            var member = left is not null && left.TryGetPropertyValue(name, out var node) ? new Seen(true, node) : Absent;
            present += member.IsThere ? 1 : 0;
            var (rule, isWritten) = RuleOf([.. path, name], inherited);
            var isRemoved = rule == "remove" || (!isWritten && rule != "keep" && _personal.Contains(name));
            if (isRemoved ? member.IsThere : !Fits(value, member, [.. path, name], Protects(rule) ? rule : null, rule))
                return false;
        }

        // Nothing was added, and a container goes when all of its members have gone.
        return seen.IsThere ? left!.Count == present && (present > 0 || members.Count == 0) : members.Count > 0;
    }

    private bool FitsArray(JsonArray elements, Seen seen, string[] path, string? inherited, string rule)
    {
        if (!seen.IsThere)
            return elements.Count > 0 && elements.All(e => Fits(e, Absent, path, inherited, rule));
        if (seen.Node is not JsonArray left || (left.Count == 0 && elements.Count > 0))
            return false;
        return FitsElements(elements, 0, left, 0, path, inherited, rule);
    }

    /// <summary>Elements may be missing, so what is left may be several of them: each way is tried.</summary>
    private bool FitsElements(JsonArray elements, int index, JsonArray left, int next, string[] path, string? inherited, string rule)
    {
        if (index == elements.Count)
            return next == left.Count;
        var before = new Dictionary<string, string>(_pseudonyms);
        if (next < left.Count && Fits(elements[index], new Seen(true, left[next]), path, inherited, rule)
            && FitsElements(elements, index + 1, left, next + 1, path, inherited, rule))
        {
            return true;
        }

        _pseudonyms = before;
        return Fits(elements[index], Absent, path, inherited, rule) && FitsElements(elements, index + 1, left, next, path, inherited, rule);
    }

    private bool FitsValue(JsonValue value, Seen seen, string rule)
    {
        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        var isSame = seen.IsThere && JsonNode.DeepEquals(value, seen.Node);
        var written = seen.IsThere && seen.Node is JsonValue v && v.GetValueKind() == JsonValueKind.String ? v.GetValue<string>() : null;
        return rule switch
        {
            "remove" => !seen.IsThere,
            "scan" => _scanned.TryGetValue(text, out var replaced) ? written == replaced : isSame,
            "pseudonymise" => IsPlaceholder(text) ? isSame : IsPseudonym(text, written),
            "keep:number" => Number().IsMatch(text) ? isSame : !seen.IsThere,
            "keep:token" => Token().IsMatch(text) && !_scanned.ContainsKey(text) ? isSame : !seen.IsThere,
            "keep:insert-id" => InsertId().IsMatch(text) ? isSame : IsPlaceholder(text) ? isSame : IsPseudonym(text, written),
            // What a class or a clean URL is, other tests say. Here it is enough that it is no longer than it was.
            _ when rule.StartsWith("coarsen", StringComparison.Ordinal) || rule is "clean-url" or "origin-only" =>
                !seen.IsThere || isSame || (seen.Node is JsonValue && written?.Contains("canary", StringComparison.OrdinalIgnoreCase) != true),
            _ => throw new InvalidOperationException("The oracle does not know the rule " + rule),
        };
    }

    private bool IsPseudonym(string id, string? written)
    {
        if (written is null || !Pseudonym().IsMatch(written))
            return false;
        if (_pseudonyms.TryGetValue(id, out var before))
            return before == written;
        _pseudonyms.Add(id, written);
        return _pseudonyms.Values.Distinct().Count() == _pseudonyms.Count;
    }

    private (string Rule, bool IsWritten) RuleOf(string[] path, string? inherited)
    {
        foreach (var (written, rule) in _written)
        {
            if (Equal(written, path, Protects(rule)))
                return (rule, true);
        }

        foreach (var (written, rule) in _written.Where(w => w.Path[0] == "**"))
        {
            if (Equal([string.Join('.', written[1..])], [path[^1]], Protects(rule)))
                return (rule, true);
        }

        if (inherited is not null)
            return (inherited, false);
        return _written.Any(w => w.Path.Length > path.Length && Equal(w.Path[..path.Length], path, anyCase: true)) ? ("scan", true) : (_otherwise, false);
    }

    private static bool Protects(string rule) => !rule.StartsWith("keep", StringComparison.Ordinal) && rule is not "scan" && !rule.StartsWith("open", StringComparison.Ordinal);

    private static bool Equal(string[] one, string[] other, bool anyCase) =>
        one.SequenceEqual(other, anyCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    private static bool IsPlaceholder(string text) => text is "" or "0" or "-1" or "true";

    private readonly record struct Seen(bool IsThere, JsonNode? Node);

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?$")]
    private static partial Regex Number();

    [GeneratedRegex("^[A-Za-z0-9._-]+$")]
    private static partial Regex Token();

    [GeneratedRegex("^[A-Za-z0-9-]+$")]
    private static partial Regex InsertId();

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex Pseudonym();
}
