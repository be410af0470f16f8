using System.Collections.Frozen;
using System.Text;

namespace PrivacyProxy.Pipeline;

/// <summary>The reasons as they stand in metrics and logs: snake case, made once.</summary>
internal static class ReasonNames
{
    private static readonly FrozenDictionary<DropReason, string> s_drops = Names<DropReason>();
    private static readonly FrozenDictionary<RefusalReason, string> s_refusals = Names<RefusalReason>();
    private static readonly FrozenDictionary<FailureReason, string> s_failures = Names<FailureReason>();

    public static string Name(this DropReason reason) => s_drops[reason];

    public static string Name(this RefusalReason reason) => s_refusals[reason];

    public static string Name(this FailureReason reason) => s_failures[reason];

    private static FrozenDictionary<T, string> Names<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToFrozenDictionary(v => v, v => SnakeCase(v.ToString()));

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
