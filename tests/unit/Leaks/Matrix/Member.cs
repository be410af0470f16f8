using System.Text;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Tests.Leaks.Matrix;

/// <summary>A field of a rule set that something can be planted in.</summary>
/// <param name="Path">As in profiles: <c>properties.token</c>, or <c>**.$email</c> for any depth.</param>
/// <param name="Rule">What is said of it; for a field that no rule names, what holds for those.</param>
/// <param name="HasPersonalName">True when its name alone says that there is a person in it.</param>
internal sealed record Member(string Path, FieldRule Rule, bool HasPersonalName = false)
{
    public bool IsAnywhere => Path.StartsWith("**.", StringComparison.Ordinal);

    public string Name => Path[(IsAnywhere ? 3 : Path.LastIndexOf('.') + 1)..];

    /// <summary>Whether the canary may not leave from here.</summary>
    public bool Forbids(PlantedCanary canary) =>
        canary.Forbidden(HasPersonalName && Rule.Action == FieldAction.Scan ? FieldRule.Remove : Rule);

    /// <summary>
    /// The member as the rules see it under a name in other case, or as what stands inside of it: a rule that lets through
    /// says nothing of either.
    /// </summary>
    public Member Beside(RuleSet set) => Rule.Protects ? this : this with { Rule = set.Otherwise with { Text = "otherwise " + set.Otherwise.Text } };

    /// <summary>All that the compiled rules name. What opens a document is no member but a way to travel.</summary>
    public static IEnumerable<Member> Ruled(RuleSet set) =>
        Written(set.Root, "").Concat(set.Anywhere.Entries.Select(e => new Member("**." + e.Key, e.Value)))
            .Where(m => m.Rule.Action != FieldAction.Open)
            .OrderBy(m => m.Path, StringComparer.Ordinal);

    /// <summary>A field that the rules don't know; a parameter's or one at any depth.</summary>
    public static Member Unknown(RuleSet set, string name, bool isPersonal = false) => new("**." + name, set.Otherwise, isPersonal);

    /// <summary>Names that only look personal to us: those that the set has no rule for.</summary>
    public static IEnumerable<Member> Personal(RuleSet set, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            set.Match(set.Root, ParameterName.Base(Encoding.UTF8.GetBytes(name)), null, out _, out var isWritten);
            if (!isWritten)
                yield return Unknown(set, name, isPersonal: true);
        }
    }

    private static IEnumerable<Member> Written(RuleNode node, string prefix)
    {
        foreach (var (name, child) in node.Children.Entries)
        {
            if (child.Rule is { } rule)
                yield return new Member(prefix + name, rule);
            foreach (var deeper in Written(child, prefix + name + "."))
                yield return deeper;
        }
    }
}
