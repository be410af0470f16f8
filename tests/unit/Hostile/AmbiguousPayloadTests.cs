using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Hostile;

/// <summary>Where the vendor could read another payload than was judged, nothing leaves.</summary>
public sealed class AmbiguousPayloadTests
{
    private static readonly string s_payload = Wire.Base64Url(Wire.Event);

    [Theory]
    [InlineData("data=X&data=X")]
    [InlineData("data=X&%64ata=X")]
    [InlineData("data=X&data[]=X")]
    [InlineData("data[0]=X&data[1]=X")]
    public async Task A_payload_that_stands_twice_in_a_form_is_dropped_as_ambiguous(string form) =>
        await Sent.IsDropped(Wire.Post("/mp/track", Wire.Form, form.Replace("X", s_payload, StringComparison.Ordinal)), "ambiguous", "redact_body");

    [Theory]
    [InlineData("data[]=X")]
    [InlineData("data%5B%5D=X")]
    [InlineData("data[a][b]=X")]
    public async Task A_payload_in_a_list_is_dropped_as_ambiguous(string form) =>
        await Sent.IsDropped(Wire.Post("/mp/track", Wire.Form, form.Replace("X", s_payload, StringComparison.Ordinal)), "ambiguous", "redact_body");

    [Fact]
    public async Task A_payload_that_stands_twice_in_a_query_is_dropped_as_ambiguous() =>
        await Sent.IsDropped(Wire.Get($"/mp/track?data={s_payload}&data={s_payload}"), "ambiguous", "redact_query");

    [Theory]
    [InlineData(Wire.Form)]
    [InlineData(Wire.Json)]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=b")]
    public async Task A_payload_in_query_and_body_is_dropped_as_ambiguous(string type)
    {
        var body = type switch
        {
            Wire.Json or "text/plain" => Wire.Event,
            Wire.Form => "data=" + s_payload,
            _ => $"--b\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n{s_payload}\r\n--b--\r\n",
        };
        await Sent.IsDropped(Wire.Post("/mp/track?data=" + s_payload, type, body), "ambiguous", "redact_body");
    }

    [Fact]
    public async Task A_payload_that_stands_twice_in_parts_is_dropped_as_ambiguous()
    {
        var part = $"--b\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n{s_payload}\r\n";
        await Sent.IsDropped(Wire.Post("/mp/track", "multipart/form-data; boundary=b", part + part + "--b--\r\n"), "ambiguous", "redact_body");
    }

    [Theory]
    [InlineData("DATA")]
    [InlineData("Data")]
    [InlineData("data%20")]
    [InlineData("datа")]
    public async Task A_payload_under_a_name_that_only_resembles_is_dropped_as_unreadable(string name) =>
        await Sent.IsDropped(Wire.Post("/mp/track", Wire.Form, $"{name}={s_payload}"), "unreadable", "redact_body");

    [Fact]
    public async Task A_percent_encoded_name_is_the_name()
    {
        var received = await Sent.IsForwarded(Wire.Post("/mp/track", Wire.Form, $"%64%61ta={s_payload}"));
        Assert.StartsWith("data=", received.BodyText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data%00=X")]
    [InlineData("data=X&verbose%00x=1")]
    [InlineData("a%00b=1&data=X")]
    public async Task A_name_that_a_reader_would_cut_at_nul_is_dropped_as_unreadable(string form) =>
        await Sent.IsDropped(Wire.Post("/mp/track", Wire.Form, form.Replace("X", s_payload, StringComparison.Ordinal)), "unreadable", "redact_body");
}
