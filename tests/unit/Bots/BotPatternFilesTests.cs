using PrivacyProxy.Bots;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Bots;

public sealed class BotPatternFilesTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("bot-lists-");
    private readonly ReportedProblems _problems = new();

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_file_may_have_comments_and_lack_examples()
    {
        var patterns = Load("""
            // ours
            [ { "pattern": "OurProbe", "reason": "monitor" }, /* and */ { "pattern": "Other/", "reason": "library", "examples": ["other/1"] }, ]
            """);
        Assert.Empty(_problems.All);
        Assert.Equal("monitor", patterns.FindReason("ourprobe 1"));
    }

    [Fact]
    public void Every_wrong_entry_is_reported_and_the_others_are_kept()
    {
        var patterns = Load("""
            [
              { "pattern": "ab", "reason": "x" },
              { "pattern": "      ", "reason": "x" },
              { "reason": "Not A Word" },
              { "pattern": "Probe", "reason": "monitor", "examples": ["prob"] },
              null
            ]
            """);
        Assert.Equal(
            ["0:pattern", "1:pattern", "2:pattern", "2:reason", "3:examples", "4:pattern", "4:reason"],
            _problems.Fields.Select(field => field[(File("list.json").Length + 1)..]));
        Assert.Equal(1, patterns.Count);
    }

    [Theory]
    [InlineData("[ { \"pattern\": \"Probe\", \"reason\": \"monitor\", \"regex\": true } ]")]
    [InlineData("{ \"pattern\": \"Probe\" }")]
    [InlineData("[ \"Probe\" ]")]
    [InlineData("[")]
    [InlineData("")]
    public void A_file_that_can_not_be_understood_is_a_problem(string content)
    {
        Assert.Equal(0, Load(content).Count);
        Assert.Equal([File("list.json")], _problems.Fields);
    }

    [Fact]
    public void Missing_paths_and_empty_directories_are_problems()
    {
        BotPatterns.Load([File("missing.json"), _directory.FullName, ""], _problems.Report);
        Assert.Equal([File("missing.json"), _directory.FullName, ""], _problems.Fields);
    }

    [Fact]
    public void A_directory_is_read_in_the_order_of_its_files_names_and_the_first_pattern_wins()
    {
        System.IO.File.WriteAllText(File("b.json"), "[ { \"pattern\": \"probe\", \"reason\": \"second\" } ]");
        System.IO.File.WriteAllText(File("a.json"), "[ { \"pattern\": \"Probe\", \"reason\": \"first\" } ]");
        System.IO.File.WriteAllText(File("notes.txt"), "not a list");
        Assert.Equal("first", BotPatterns.Load([_directory.FullName], _problems.Report).FindReason("probe"));
        Assert.Empty(_problems.All);
    }

    private BotPatterns Load(string content)
    {
        System.IO.File.WriteAllText(File("list.json"), content);
        return BotPatterns.Load([File("list.json")], _problems.Report);
    }

    private string File(string name) => Path.Combine(_directory.FullName, name);
}
