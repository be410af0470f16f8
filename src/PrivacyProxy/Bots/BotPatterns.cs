using System.Buffers;

namespace PrivacyProxy.Bots;

/// <summary>
/// The compiled patterns. Nearly every request comes from a browser, so one search over all patterns at once answers "none";
/// which pattern it was is looked up for programs only.
/// </summary>
internal sealed class BotPatterns
{
    private readonly SearchValues<string> _any;
    private readonly BotPattern[] _longestFirst;

    public BotPatterns(IReadOnlyList<BotPattern> patterns)
    {
        _longestFirst = [.. patterns
            .DistinctBy(pattern => pattern.Text, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(pattern => pattern.Text.Length)];
        _any = SearchValues.Create([.. _longestFirst.Select(pattern => pattern.Text)], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The lists that travel with the program.</summary>
    public static string ShippedDirectory { get; } = Path.Combine(AppContext.BaseDirectory, "config", "bots");

    public int Count => _longestFirst.Length;

    /// <summary>Reads and compiles pattern lists. Of patterns that occur twice the first is used.</summary>
    /// <param name="directoriesOrFiles">Paths, resolved by the caller.</param>
    /// <param name="report">Told path and entry, found, wanted and repair of every problem.</param>
    public static BotPatterns Load(IReadOnlyList<string> directoriesOrFiles, Action<string, string, string, string> report)
    {
        var files = new BotPatternFiles(report);
        foreach (var path in directoriesOrFiles)
            files.Read(path);
        return new BotPatterns(files.Patterns);
    }

    /// <summary>The reason of the pattern that occurs first, of several at one place the longest one's; null for none.</summary>
    public string? FindReason(ReadOnlySpan<char> userAgent)
    {
        var at = userAgent.IndexOfAny(_any);
        if (at < 0)
            return null;
        var rest = userAgent[at..];
        foreach (var pattern in _longestFirst)
        {
            if (rest.StartsWith(pattern.Text, StringComparison.OrdinalIgnoreCase))
                return pattern.Reason;
        }
        return null;
    }
}
