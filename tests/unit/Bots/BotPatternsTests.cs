using System.Text.Json;
using PrivacyProxy.Bots;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Bots;

public sealed class BotPatternsTests
{
    private static readonly BotCheck Check = new(BotPatterns.Load([BotPatterns.ShippedDirectory], (_, _, _, _) => { }));

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip };

    private static BotPatternEntry[] Shipped { get; } = JsonSerializer.Deserialize<BotPatternEntry[]>(
        File.ReadAllText(Path.Combine(BotPatterns.ShippedDirectory, "user-agents.json")), Format)!;

    public static TheoryData<string> Patterns => [.. Shipped.Select(entry => entry.Pattern!)];

    public static TheoryData<string> Browsers => [.. RealBrowsers.All];

    [Fact]
    public void The_shipped_lists_have_no_problems()
    {
        var problems = new ReportedProblems();
        var patterns = BotPatterns.Load([BotPatterns.ShippedDirectory], problems.Report);
        Assert.Empty(problems.All);
        Assert.Equal(Shipped.Length, patterns.Count);
    }

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Every_pattern_finds_its_examples(string pattern)
    {
        var entry = Shipped.Single(entry => entry.Pattern == pattern);
        var alone = new BotPatterns([new BotPattern(pattern, entry.Reason!)]);
        Assert.NotEmpty(entry.Examples!);
        foreach (var example in entry.Examples!)
        {
            Assert.Equal(entry.Reason, alone.FindReason(example));
            Assert.Equal(entry.Reason, alone.FindReason(example.ToUpperInvariant()));
            Assert.True(Check.Judge(example).IsBot);
        }
    }

    [Theory]
    [MemberData(nameof(Browsers))]
    public void No_real_browser_is_taken_for_a_program(string userAgent) =>
        Assert.Equal(BotVerdict.Visitor, Check.Judge(userAgent));

    [Fact]
    public void The_first_and_longest_pattern_gives_the_reason()
    {
        var patterns = new BotPatterns([new("bot/", "generic"), new("Good", "short"), new("Goodbot", "long"), new("GOODBOT", "again")]);
        Assert.Equal("long", patterns.FindReason("Mozilla/5.0 goodbot/1.0"));
        Assert.Equal("short", patterns.FindReason("good bot/1.0"));
        Assert.Equal("generic", patterns.FindReason("someBOT/1.0 Good"));
        Assert.Null(patterns.FindReason("Mozilla/5.0"));
    }

    [Fact]
    public void Without_patterns_only_the_user_agent_itself_is_judged()
    {
        var check = new BotCheck(BotPatterns.Load([], (_, _, _, _) => { }));
        Assert.False(check.Judge("curl/8.5.0").IsBot);
        Assert.True(check.Judge("").IsBot);
    }
}
