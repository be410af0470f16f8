using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

/// <summary>Line-delimited JSON, as warehouses import it.</summary>
public sealed class LineWalkTests
{
    private const string Lines = "application/x-ndjson";

    [Theory]
    [InlineData("{\"event\":\"a\"}", "{\"event\":\"a\"}\n")]
    [InlineData("{\"event\":\"a\"}\n", "{\"event\":\"a\"}\n")]
    [InlineData("{\"event\":\"a\"}\r\n{\"event\":\"b\"}\r\n", "{\"event\":\"a\"}\n{\"event\":\"b\"}\n")]
    [InlineData("\n {\"event\":\"a\"} \n\n\n{\"event\":\"b\"}", "{\"event\":\"a\"}\n{\"event\":\"b\"}\n")]
    [InlineData("{\"event\":\"a\",\"properties\":{\"$email\":\"x\"}}\n{\"event\":\"b\",\"properties\":{\"n\":1,\"$EMAIL\":\"x\"}}", "{\"event\":\"a\"}\n{\"event\":\"b\",\"properties\":{\"n\":1}}\n")]
    [InlineData("{\"email\":\"x\"}\n{\"event\":\"b\"}", "{\"event\":\"b\"}\n")]
    [InlineData("[{\"event\":\"a\"},{\"event\":\"b\"}]\n{\"event\":\"c\"}", "[{\"event\":\"a\"},{\"event\":\"b\"}]\n{\"event\":\"c\"}\n")]
    public void Each_line_is_redacted_by_itself(string body, string expected)
    {
        var departure = Send(body);
        Assert.Equal((true, Lines, expected), (departure.Leaves, departure.ContentType, departure.BodyText));
    }

    [Theory]
    [InlineData("", "unreadable")]
    [InlineData("\n\n", "empty")]
    [InlineData("{\"email\":\"x\"}\n", "empty")]
    [InlineData("{\"event\":\"a\"}\n{\"event\":\"b\"", "unreadable")]
    [InlineData("{\"event\":\"a\"\n}", "unreadable")]
    [InlineData("{\"event\":\"a\"}{\"event\":\"b\"}", "unreadable")]
    [InlineData("{\"event\":\"a\"},\n{\"event\":\"b\"}", "unreadable")]
    [InlineData("{\"event\":\"a\"}\njane.doe@example.com", "unreadable")]
    [InlineData("{\"event\":\"a\"}\n\"jane\"", "unreadable")]
    [InlineData("\uFEFF{\"event\":\"a\"}", "unreadable")]
    [InlineData("{\"event\":\"a\"}\r{\"event\":\"b\"}", "unreadable")]
    [InlineData("{\"event\":\"a\"}\u2028{\"event\":\"b\"}", "unreadable")]
    [InlineData("{\"event\":\"a\",\"event\":\"b\"}", "unreadable")]
    [InlineData("{\"event\":\"a\"}\n{\"\\ud800\":1}", "unreadable")]
    public void One_line_that_can_t_be_read_costs_all(string body, string reason)
    {
        var departure = Send(body);
        Assert.Equal((false, reason), (departure.Leaves, departure.Reason));
    }

    [Fact]
    public void Lines_are_limited_like_members()
    {
        var departure = Send(string.Concat(Enumerable.Repeat("{}\n", 10_001)));
        Assert.Equal((413, "too_large"), (departure.Status, departure.Reason));
    }

    [Theory]
    [InlineData("/mp/track")]
    [InlineData("/mp/engage")]
    [InlineData("/ma/mtc/event")]
    public void Endpoints_that_know_no_lines_refuse_them(string path)
    {
        var departure = PipelineInProcess.Shipped.Run(RequestInProcess.Post(path, Lines, "{\"event\":\"a\"}\n"));
        Assert.Equal((415, "media_type"), (departure.Status, departure.Reason));
    }

    [Fact]
    public void Lines_beside_a_payload_in_the_query_are_ambiguous()
    {
        var departure = PipelineInProcess.Shipped.Run(RequestInProcess.Post("/mp/import", Lines, "{\"event\":\"a\"}\n") with { Query = "data=" + Wire.Base64Url(Wire.Event) });
        Assert.Equal((false, "ambiguous"), (departure.Leaves, departure.Reason));
    }

    private static Departure Send(string body) => PipelineInProcess.Shipped.Run(RequestInProcess.Post("/mp/import", Lines, body));
}
