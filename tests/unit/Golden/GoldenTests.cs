using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Golden;

/// <summary>
/// Runs every golden file against the whole proxy. <c>GOLDEN=write</c> in the environment writes what happened into the
/// files instead; read the difference before you commit it.
/// </summary>
public sealed class GoldenTests
{
    private static readonly string s_directory = Path.Combine(AppContext.BaseDirectory, "Golden");

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(s_directory, "*.txt", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(s_directory, f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Vendor_receives_what_the_golden_file_says(string file)
    {
        var golden = GoldenFile.Read(Path.Combine(s_directory, file));
        await using var proxy = await ProxyUnderTest.Start();
        var answer = await proxy.Send(golden.RequestBytes());
        var actual = proxy.Vendor.Received is [var received]
            ? VendorView.Of(received, golden.Request)
            : Verdict(proxy, answer);
        if (Environment.GetEnvironmentVariable("GOLDEN") == "write")
            GoldenFile.Read(Source(file)).Bless(actual);
        else
            Assert.Equal(golden.Expected, actual);
    }

    [Fact]
    public void There_are_golden_files() => Assert.True(Files.Count >= 1, $"There are {Files.Count}.");

    private static string Verdict(ProxyUnderTest proxy, RawAnswer answer)
    {
        Assert.Empty(proxy.Vendor.Received);
        var count = proxy.Counts.Single(c => !c.StartsWith("received", StringComparison.Ordinal));
        var words = count.Split(' ');
        var body = answer.Header("Content-Type") == "image/gif" ? $"<{answer.Body.Length} bytes>" : answer.BodyText.TrimEnd('\n');
        return $"{words[0]} {words.Single(w => w.StartsWith("reason=", StringComparison.Ordinal))[7..]} at {words.Single(w => w.StartsWith("step=", StringComparison.Ordinal))[5..]}\n"
            + $"{answer.Status} {answer.Header("Content-Type")}\n{body}".TrimEnd('\n');
    }

    private static string Source(string file)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "PrivacyProxy.slnx")))
            directory = directory.Parent!;
        return Path.Combine(directory.FullName, "tests", "unit", "Golden", file);
    }
}
