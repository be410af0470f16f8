namespace PrivacyProxy.Tests.Support;

/// <summary>Collects what a check of settings reports.</summary>
internal sealed class ReportedProblems
{
    private readonly List<(string Field, string Found, string Wanted, string Repair)> _problems = [];

    public IReadOnlyList<(string Field, string Found, string Wanted, string Repair)> All => _problems;

    public IEnumerable<string> Fields => _problems.Select(problem => problem.Field);

    public void Report(string field, string found, string wanted, string repair) => _problems.Add((field, found, wanted, repair));
}
