using System.Text;

namespace PrivacyProxy.Tests.Redaction;

/// <summary>Reads a table of tests/unit/Data: one row per line, columns between tabs, <c>#</c> begins a remark.</summary>
internal static class TextTable
{
    internal static IEnumerable<string[]> Rows(string path)
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", path), Encoding.UTF8))
        {
            if (line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal))
                yield return line.Split('\t');
        }
    }
}
