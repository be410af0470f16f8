using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Golden;

/// <summary>
/// Runs every golden file against the whole proxy. <c>GOLDEN=write</c> in the environment writes what happened into the
/// files instead; read the difference before you commit it.
/// </summary>
public sealed class GoldenTests(GoldenTests.Shop shop) : IClassFixture<GoldenTests.Shop>
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
        var (answer, account) = await shop.Send(golden.RequestBytes());
        var actual = shop.Received is [var received] ? VendorView.Of(received, golden.Request) : Verdict(account, answer);
        if (Environment.GetEnvironmentVariable("GOLDEN") == "write")
            GoldenFile.Read(Source(file)).Bless(actual);
        else
            Assert.Equal(golden.Expected, actual);
    }

    [Fact]
    public void There_are_at_least_240_golden_files() => Assert.True(Files.Count >= 240, $"There are {Files.Count}.");

    private string Verdict(string account, RawAnswer answer)
    {
        Assert.Empty(shop.Received);
        var words = account.Split(' ');
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

    /// <summary>One proxy for all files: each is one request, and the next is sent when the last one has been counted.</summary>
    public sealed class Shop : IAsyncLifetime
    {
        private ProxyUnderTest _proxy = null!;

        internal IReadOnlyList<ReceivedRequest> Received => _proxy.Vendor.Received;

        public async ValueTask InitializeAsync() => _proxy = await ProxyUnderTest.Start();

        internal async Task<(RawAnswer Answer, string Account)> Send(byte[] request)
        {
            _proxy.Vendor.Forget();
            var before = Accounts().Count;
            var answer = await _proxy.Send(request);

            // A request is counted after it has been answered.
            await _proxy.Accounted(before + 1);
            return (answer, Accounts().Skip(before).Single());
        }

        public ValueTask DisposeAsync() => _proxy.DisposeAsync();

        private List<string> Accounts() => [.. _proxy.Counts.Where(c => !c.StartsWith("received", StringComparison.Ordinal))];
    }
}
