using System.Text.RegularExpressions;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Tests.Settings;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Docs;

/// <summary>What the documents name, exists; and what they must name, they do.</summary>
public sealed partial class ProseTests
{
    private static readonly string[] s_documents =
        [.. Directory.EnumerateFiles(Repository.Root, "*.md").Concat(Repository.Files("docs", "*.md")).Select(f => Path.GetRelativePath(Repository.Root, f))];

    public static TheoryData<string> Documents => [.. s_documents];

    [Fact]
    public void Every_step_has_its_section()
    {
        var text = Read("docs/pipeline.md");
        Assert.Equal(Steps.All.Select(s => s.Name), StepHeading().Matches(text).Select(m => m.Groups[1].Value));
    }

    [Fact]
    public void Every_reason_of_the_metrics_is_explained()
    {
        var text = Read("docs/operating.md");
        var reasons = Enum.GetValues<DropReason>().Select(r => r.Name())
            .Concat(Enum.GetValues<RefusalReason>().Select(r => r.Name()))
            .Concat(Enum.GetValues<FailureReason>().Select(r => r.Name()));
        Assert.DoesNotContain(reasons, r => !text.Contains($"| `{r}` |", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_counter_is_listed()
    {
        var text = Read("docs/operating.md");
        foreach (var counter in new[] { "received", "forwarded", "dropped", "refused", "failed" })
            Assert.Contains($"`privacyproxy.requests.{counter}`", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_to_files_of_the_repository(string document)
    {
        var directory = Path.GetDirectoryName(Repository.Path(document))!;
        var missing = Link().Matches(Read(document)).Select(m => m.Groups[1].Value)
            .Where(l => !l.Contains("://", StringComparison.Ordinal) && !l.StartsWith('#'))
            .Where(l => !Path.Exists(Path.Combine(directory, l.Split('#')[0])));
        Assert.Empty(missing);
    }

    [Fact]
    public void The_worked_example_of_a_profile_can_be_used()
    {
        var text = Read("docs/adding-a-vendor.md");
        var profile = Fence(text, "jsonc", "\"vendor\": \"plausible-like\"");
        using var settings = CheckedSettings.With("\"mixpanel\":", "\"plausible-like\":");
        settings.WriteProfile("plausible-like", profile);
        var (code, output) = settings.Check();
        Assert.Equal("", code == 0 ? "" : output);
    }

    [Fact]
    public void The_configuration_of_the_readme_can_be_used()
    {
        using var settings = new CheckedSettings(Fence(Read("README.md"), "jsonc", "\"Sites\""));
        var (code, output) = settings.Check();
        Assert.Equal("", code == 0 ? "" : output);
    }

    [Fact]
    public void Keys_that_the_documents_set_exist()
    {
        var known = SettingsTree.Records().SelectMany(r => SettingsTree.Properties(r.Record)).Select(p => p.Name).ToHashSet();
        foreach (var document in s_documents)
        {
            foreach (Match key in EnvironmentKey().Matches(Read(document)))
                Assert.Contains(key.Groups[1].Value.TrimEnd('0', '_'), known);
        }
    }

    private static string Read(string document) => File.ReadAllText(Repository.Path(document)).ReplaceLineEndings("\n");

    private static IEnumerable<string> Blocks(string text, string language) =>
        CodeBlock().Matches(text).Where(m => m.Groups[1].Value == language).Select(m => m.Groups[2].Value);

    private static string Fence(string text, string language, string part) => Blocks(text, language).Single(b => b.Contains(part, StringComparison.Ordinal));

    [GeneratedRegex(@"^### `([a-z_]+)`", RegexOptions.Multiline)]
    private static partial Regex StepHeading();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```([a-z]+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    // PrivacyProxy__Sites__shop__PseudonymKey: the last word is a key.
    [GeneratedRegex(@"PrivacyProxy__[A-Za-z_]*?__([A-Za-z]+(?:__0)?)(?![A-Za-z_])")]
    private static partial Regex EnvironmentKey();
}
