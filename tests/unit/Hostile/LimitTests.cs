using System.Text;
using PrivacyProxy.Redaction;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Hostile;

/// <summary>Each limit lets through what reaches it and refuses one more, before and after each unwrapping.</summary>
public sealed class LimitTests
{
    private const int Bytes = 2048;

    private static readonly string s_small = Limited("\"BodyBytes\": 2048");
    private static readonly string s_few = Limited("\"Parameters\": 16");

    [Fact]
    public async Task A_body_at_the_limit_is_forwarded_and_a_byte_more_is_refused()
    {
        await Sent.IsForwarded(Wire.Post("/mp/track", Wire.Json, OfLength(Bytes)), s_small);
        await Sent.IsRefused(Wire.Post("/mp/track", Wire.Json, OfLength(Bytes + 1)), 413, "too_large", s_small);
    }

    [Fact]
    public async Task A_chunked_body_at_the_limit_is_forwarded_and_a_byte_more_is_refused()
    {
        await Sent.IsForwarded(Chunked(OfLength(Bytes)), s_small);
        await Sent.IsRefused(Chunked(OfLength(Bytes + 1)), 413, "too_large", s_small);
    }

    [Fact]
    public async Task A_body_that_decompresses_to_the_limit_is_forwarded_and_a_byte_more_is_refused()
    {
        await Sent.IsForwarded(Wire.Post("/mp/track", Wire.Json, Wire.Gzip(OfLength(Bytes)), "Content-Encoding: gzip"), s_small);
        await Sent.IsRefused(Wire.Post("/mp/track", Wire.Json, Wire.Gzip(OfLength(Bytes + 1)), "Content-Encoding: gzip"), 413, "too_large", s_small);
    }

    [Fact]
    public async Task A_query_over_the_limit_is_refused()
    {
        await Sent.IsForwarded(Wire.Get("/mp/track?data=" + Wire.Base64Url(Wire.Event) + "&x=" + new string('a', 1000)), s_small);
        await Sent.IsRefused(Wire.Get("/mp/track?data=" + Wire.Base64Url(Wire.Event) + "&x=" + new string('a', Bytes)), 413, "too_large", s_small);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(66, false)]
    [InlineData(1000, false)]
    [InlineData(100_000, false)]
    public async Task A_document_at_the_limit_of_depth_is_forwarded_and_a_level_more_is_refused(int depth, bool isForwarded)
    {
        // Two levels are the event's own.
        var json = "{\"event\":\"Buy\",\"properties\":{\"a\":" + new string('[', depth - 2) + "1" + new string(']', depth - 2) + "}}";
        await Decide(Wire.Post("/mp/track", Wire.Json, json), isForwarded);
    }

    [Fact]
    public async Task Depth_is_limited_in_what_is_removed_too()
    {
        var json = "{\"event\":\"Buy\",\"properties\":{\"$email\":" + new string('[', 1000) + new string(']', 1000) + "}}";
        await Decide(Wire.Post("/mp/track", Wire.Json, json), isForwarded: false);
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public async Task A_document_at_the_limit_of_members_is_forwarded_and_one_more_is_refused(int members, bool isForwarded)
    {
        // Two members are the event's own.
        var json = "{\"event\":\"Buy\",\"properties\":{" + string.Join(',', Enumerable.Range(0, members - 2).Select(i => $"\"k{i}\":1")) + "}}";
        await Decide(Wire.Post("/mp/track", Wire.Json, json), isForwarded, s_few);
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public async Task A_form_at_the_limit_of_parameters_is_forwarded_and_one_more_is_refused(int parameters, bool isForwarded)
    {
        // One is the payload, one is the member inside of it.
        var form = "data=" + Uri.EscapeDataString("{\"event\":\"Buy\"}") + string.Concat(Enumerable.Range(0, parameters - 2).Select(i => $"&k{i}=1"));
        await Decide(Wire.Post("/mp/track", Wire.Form, form), isForwarded, s_few);
    }

    [Theory]
    [InlineData(Wire.Form)]
    [InlineData(Wire.Json)]
    public async Task A_request_of_10001_parameters_is_refused(string type)
    {
        var names = Enumerable.Range(0, 10_001);
        var body = type == Wire.Form ? string.Join('&', names.Select(i => $"k{i}=1")) : "{" + string.Join(',', names.Select(i => $"\"k{i}\":1")) + "}";
        await Decide(Wire.Post("/mp/track", type, body), isForwarded: false);
    }

    [Fact]
    public async Task A_get_of_10001_parameters_is_refused() =>
        await Decide(Wire.Get("/mp/track?" + string.Join('&', Enumerable.Repeat("a", 10_001))), isForwarded: false);

    [Fact]
    public async Task Ten_megabytes_are_refused_with_the_length_known_and_chunked()
    {
        var body = Encoding.ASCII.GetBytes(new string('x', 10 * 1024 * 1024));
        await Decide(Wire.Post("/mp/track", Wire.Json, body), isForwarded: false);
        await Decide(Chunked(body), isForwarded: false);
    }

    [Fact]
    public async Task A_refused_size_can_be_read_by_the_page_that_sent_it()
    {
        var answer = await Sent.IsRefused(
            Wire.Post("/mp/track", Wire.Json, OfLength(Bytes + 1), "Origin: https://www.shop.test"), 413, "too_large", s_small);
        Assert.Equal("https://www.shop.test", answer.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_gigabyte_of_zeros_is_refused_where_it_passes_the_limit()
    {
        var bomb = Bomb();
        Assert.True(bomb.Length < 1024 * 1024, "The bomb has to be small enough to be read.");
        await Decide(Wire.Post("/mp/track", Wire.Json, bomb, "Content-Encoding: gzip"), isForwarded: false);
    }

    [Fact]
    public void A_gigabyte_of_zeros_takes_no_more_memory_than_the_limit_allows()
    {
        var bomb = Bomb();
        const int limit = 1024 * 1024;
        using var output = new ByteBuffer(1024);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(Fault.TooLarge, Wrapping.Decompress(bomb, "gzip", limit, output));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * limit);
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public async Task A_request_line_longer_than_the_server_reads_is_no_request() =>
        await Sent.IsNoRequest(Wire.Get("/mp/track?x=" + new string('a', 70_000)), 400, 414);

    private static async Task Decide(byte[] request, bool isForwarded, string settings = ProxyUnderTest.DefaultSettings)
    {
        if (isForwarded)
            await Sent.IsForwarded(request, settings);
        else
            await Sent.IsRefused(request, 413, "too_large", settings);
    }

    private static string Limited(string limit) =>
        ProxyUnderTest.DefaultSettings.Replace("\"Bots\":", $"\"Limits\": {{ {limit} }}, \"Bots\":", StringComparison.Ordinal);

    private static byte[] OfLength(int length) => Encoding.ASCII.GetBytes(Wire.Event.PadRight(length));

    private static byte[] Chunked(byte[] body) => Wire.Chunked(Wire.Head("POST", "/mp/track", Wire.Consent, "Content-Type: application/json"), body);

    private static byte[] Bomb()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(compressed, System.IO.Compression.CompressionLevel.SmallestSize))
        {
            var zeros = new byte[1_000_000];
            for (var i = 0; i < 1000; i++)
                gzip.Write(zeros);
        }

        return compressed.ToArray();
    }
}
