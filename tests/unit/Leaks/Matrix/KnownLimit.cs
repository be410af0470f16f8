using System.Collections.Concurrent;
using System.IO.Enumeration;
using PrivacyProxy.Redaction;
using PrivacyProxy.Tests.Redaction;

namespace PrivacyProxy.Tests.Leaks.Matrix;

/// <summary>
/// What no detector can know, or what is meant to leave: rows of <c>Data/leaks/limits.txt</c>. A row that is met nowhere
/// is a test that fails: it promises less than is kept.
/// </summary>
internal sealed class KnownLimit
{
    private static readonly ConcurrentDictionary<(string, ValueForm), IReadOnlyList<KnownLimit>> s_found = new();

    private int _met;

    private KnownLimit(string[] columns)
    {
        if (columns.Length != 6 || columns.Any(c => c.Length == 0))
            throw new InvalidOperationException("A limit has six columns: canary, surface, rule, encoding, nesting, reason.");
        (Kind, Surface, Rule, Encoding, Nesting) = (columns[0], columns[1], columns[2], columns[3], columns[4]);
    }

    public static IReadOnlyList<KnownLimit> All { get; } = [.. TextTable.Rows("leaks/limits.txt").Select(r => new KnownLimit(r))];

    public string Kind { get; }

    public string Surface { get; }

    public string Rule { get; }

    public string Encoding { get; }

    public string Nesting { get; }

    public bool IsMet => _met > 0;

    /// <summary>The limits of a canary in a form: mostly none.</summary>
    public static IReadOnlyList<KnownLimit> Of(PlantedCanary canary, ValueForm form) => s_found.GetOrAdd((canary.Kind, form), _ =>
        [.. All.Where(l => Fits(l.Kind, canary.Kind) && Fits(l.Encoding, form.Encoding) && Fits(l.Nesting, form.Nesting))]);

    /// <summary>Whether it holds at the place.</summary>
    /// <param name="surface">The surface and how members stand in it: <c>mixpanel track balanced event json, Deep</c>.</param>
    /// <param name="rule">The member's rule.</param>
    public bool Holds(string surface, FieldRule rule) => Fits(Surface, surface) && Fits(Rule, rule.Text);

    public void Meet() => Interlocked.Increment(ref _met);

    public override string ToString() => $"{Kind}, {Surface}, {Rule}, {Encoding}, {Nesting}";

    private static bool Fits(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);
}
