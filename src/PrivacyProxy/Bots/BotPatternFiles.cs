using System.Text.Json;

namespace PrivacyProxy.Bots;

/// <summary>Reads pattern files and says everything that is wrong with them; the sound entries are kept.</summary>
internal sealed class BotPatternFiles(Action<string, string, string, string> report)
{
    /// <summary>Shorter parts occur in browsers, too.</summary>
    private const int ShortestPattern = 3;

    private const int LongestReason = 32;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private readonly List<BotPattern> _patterns = [];

    public IReadOnlyList<BotPattern> Patterns => _patterns;

    /// <summary>Reads a file, or all <c>*.json</c> files of a directory in the order of their names.</summary>
    public void Read(string path)
    {
        if (!Directory.Exists(path))
        {
            ReadFile(path);
            return;
        }
        var files = Directory.GetFiles(path, "*.json");
        Array.Sort(files, StringComparer.Ordinal);
        if (files.Length == 0)
            report(path, "a directory without *.json files", "at least one pattern file", "Correct the path, or remove it from the list.");
        foreach (var file in files)
            ReadFile(file);
    }

    private void ReadFile(string file)
    {
        try
        {
            using var content = File.OpenRead(file);
            var entries = JsonSerializer.Deserialize<BotPatternEntry?[]>(content, Format) ?? [];
            for (var i = 0; i < entries.Length; i++)
                Take($"{file}:{i}", entries[i] ?? new BotPatternEntry());
        }
        catch (JsonException problem)
        {
            report(
                file,
                $"what can not be read in line {problem.LineNumber + 1}",
                "an array of { \"pattern\", \"reason\", \"examples\" }",
                "Correct the JSON there.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            report(file, "no file that can be read", "a pattern file, or a directory of them", "Correct the path or the file's permissions.");
        }
    }

    private void Take(string field, BotPatternEntry entry)
    {
        var isSound = true;
        if (entry.Pattern is null || entry.Pattern.Trim().Length < ShortestPattern)
        {
            isSound = false;
            report(
                $"{field}:pattern",
                Shown(entry.Pattern),
                $"a part of a user agent of at least {ShortestPattern} characters",
                "Write more of the program's name: short parts occur in browsers, too.");
        }
        if (!IsMetricWord(entry.Reason))
        {
            isSound = false;
            report(
                $"{field}:reason",
                Shown(entry.Reason),
                $"one word of lower case letters, digits and _, at most {LongestReason} long, like crawler",
                "Name the kind of program; it becomes the reason in the metrics.");
        }
        if (!isSound)
            return;
        foreach (var example in entry.Examples ?? [])
        {
            if (example?.Contains(entry.Pattern!, StringComparison.OrdinalIgnoreCase) != true)
                report($"{field}:examples", Shown(example), $"a user agent that contains {Shown(entry.Pattern)}", "Correct one of both.");
        }
        _patterns.Add(new BotPattern(entry.Pattern!, entry.Reason!));
    }

    private static bool IsMetricWord(string? reason)
    {
        if (reason is null or "" || reason.Length > LongestReason)
            return false;
        foreach (var character in reason)
        {
            if (!char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '_')
                return false;
        }
        return true;
    }

    private static string Shown(string? value) => value is null ? "nothing" : $"\"{value}\"";
}
