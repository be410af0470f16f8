using System.Text;

namespace PrivacyProxy.Settings;

/// <summary>One thing in the settings that keeps the proxy from starting, written for the person who will repair it.</summary>
/// <param name="Where">The key, <c>PrivacyProxy:Sites:shop:Preset</c>, or the file and the place in it.</param>
/// <param name="Found">What stands there. Secrets are described, not shown.</param>
/// <param name="Wanted">What may stand there.</param>
/// <param name="Repair">What to do.</param>
public sealed record SettingsProblem(string Where, string Found, string Wanted, string Repair)
{
    /// <summary>All problems as one text.</summary>
    public static string Print(string file, IReadOnlyList<SettingsProblem> problems)
    {
        var text = new StringBuilder();
        text.Append(file).Append(" can't be used: ").Append(problems.Count).Append(problems.Count == 1 ? " problem." : " problems.").AppendLine();
        foreach (var problem in problems)
        {
            text.AppendLine();
            text.Append("  ").AppendLine(problem.Where);
            text.Append("    found:  ").AppendLine(problem.Found);
            text.Append("    wanted: ").AppendLine(problem.Wanted);
            text.Append("    repair: ").AppendLine(problem.Repair);
        }

        return text.ToString();
    }
}

/// <summary>Collects problems, so that the operator sees all of them at once.</summary>
internal sealed class SettingsProblems
{
    private readonly List<SettingsProblem> _problems = [];

    public IReadOnlyList<SettingsProblem> All => _problems;

    public bool Any => _problems.Count > 0;

    public void Add(string where, string found, string wanted, string repair) =>
        _problems.Add(new SettingsProblem(where, found, wanted, repair));
}
