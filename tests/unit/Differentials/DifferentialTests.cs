using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PrivacyProxy.Tests.Redaction;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Differentials;

/// <summary>
/// Texts that two readers read as two things. The rows of <c>Data/differentials.txt</c> say what becomes of each: the
/// vendor gets what was judged, or nothing.
/// </summary>
public sealed partial class DifferentialTests
{
    private const string Event = """{"event":"Buy","properties":{"sku":"A1"}}""";

    public static TheoryData<string, string, string> Rows => [.. TextTable.Rows("differentials.txt").Select(r => (r[0], r[1], r.Length > 2 ? r[2] : ""))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_vendor_gets_what_was_judged(string way, string sent, string expected)
    {
        var body = Bytes(sent.Replace("{E}", Uri.EscapeDataString(Event), StringComparison.Ordinal));
        var departure = PipelineInProcess.Shipped.Run(way switch
        {
            "json" => RequestInProcess.Post("/mp/track", Wire.Json, body),
            "form" => RequestInProcess.Post("/mp/track", Wire.Form, body),
            _ => RequestInProcess.Post("/ma/mtc/event", Wire.Form, body),
        });
        Assert.Equal(Encoding.UTF8.GetString(Bytes(expected.Replace("{E}", Uri.EscapeDataString(Event), StringComparison.Ordinal))), Said(departure));
    }

    /// <summary>What holds for a form holds for a query, where the payload may stand as well.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void A_query_is_read_like_a_form(string way, string sent, string expected)
    {
        var query = Bytes(sent.Replace("{E}", Uri.EscapeDataString(Event), StringComparison.Ordinal));
        if (way == "json" || query.Any(b => b >= 0x80))
            return;
        var departure = PipelineInProcess.Shipped.Run(new RequestInProcess("GET", way == "form" ? "/mp/track" : "/ma/mtracking.gif") { Query = Encoding.ASCII.GetString(query) });
        var said = departure.Leaves ? departure.Query.Replace("&ip=0", "", StringComparison.Ordinal) : Said(departure);
        Assert.Equal(expected.Replace("{E}", Uri.EscapeDataString(Event), StringComparison.Ordinal), said);
    }

    [Theory]
    [InlineData("\"12345\"", "12345", true)]
    [InlineData("\"1.0\"", "1.0", true)]
    [InlineData("\"1e0\"", "1e0", true)]
    [InlineData("1", "1.0", false)]
    [InlineData("1", "1e0", false)]
    [InlineData("\"A\"", "\"a\"", false)]
    [InlineData("\"a\"", "\"\\u0061\"", true)]
    [InlineData("\"\\u00e9\"", "\"e\\u0301\"", false)]
    [InlineData("\"A69C2ED0-D013-40EB-9320-2DEE22E46C29\"", "\"a69c2ed0-d013-40eb-9320-2dee22e46c29\"", true)]
    public void Ids_are_the_same_when_their_texts_are(string one, string other, bool same) =>
        Assert.Equal(same, Pseudonym(one) == Pseudonym(other));

    /// <summary>An unreadable charset is refused, not transcoded: no SDK sends one, and what a vendor takes it for nobody knows.</summary>
    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16le")]
    [InlineData("utf-32")]
    [InlineData("utf-7")]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1252")]
    [InlineData("us-ascii")]
    [InlineData("shift_jis")]
    [InlineData("\"utf-16\"")]
    [InlineData("none")]
    public void Another_charset_than_utf_8_is_refused(string charset)
    {
        foreach (var (path, type, body) in new[] { ("/mp/track", Wire.Json, Event), ("/mp/track", "text/plain", Event), ("/ma/mtc/event", Wire.Form, "note=a"), ("/mp/import", "application/x-ndjson", Event) })
        {
            var encoded = charset.Contains("utf-16", StringComparison.Ordinal) ? Encoding.Unicode.GetBytes(body) : Encoding.UTF8.GetBytes(body);
            Assert.Equal("refuse 415", Said(PipelineInProcess.Shipped.Run(RequestInProcess.Post(path, $"{type}; charset={charset}", encoded))));
        }
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/json; x=y")]
    [InlineData("text/plain")]
    [InlineData(null)]
    public void Utf_8_however_it_is_called_is_read(string? type) =>
        Assert.Equal(Event, Said(PipelineInProcess.Shipped.Run(new RequestInProcess("POST", "/mp/track") { ContentType = type, Body = Encoding.UTF8.GetBytes(Event) })));

    /// <summary>A parameter in the path belongs to the path, and an endpoint's path is written from its pattern.</summary>
    [Theory]
    [InlineData("/mp/track;data=1")]
    [InlineData("/mp/track/data=1")]
    [InlineData("/mp/track%3Fdata=1")]
    [InlineData("/mp//track")]
    [InlineData("/mp/TRACK")]
    [InlineData("/mp/./track")]
    public void A_path_that_only_resembles_is_unknown(string path) =>
        Assert.Equal("refuse 404", Said(PipelineInProcess.Shipped.Run(RequestInProcess.Post(path, Wire.Json, Event))));

    private static string Pseudonym(string id) =>
        PipelineInProcess.Shipped.Run(RequestInProcess.Post("/mp/track", Wire.Json, $"{{\"event\":\"a\",\"distinct_id\":{id}}}")).BodyText;

    private static string Said(Departure departure)
    {
        if (!departure.Leaves)
            return departure.Status > 0 ? $"refuse {departure.Status}" : "drop " + departure.Reason;
        return Hexadecimal().Replace(departure.BodyText, "{id}");
    }

    private static byte[] Bytes(string written)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] != '\\')
                bytes.AddRange(Encoding.UTF8.GetBytes([written[i]]));
            else if (written[++i] == '\\')
                bytes.Add((byte)'\\');
            else
                bytes.Add(byte.Parse(written.AsSpan((i += 2) - 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        }

        return [.. bytes];
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Hexadecimal();
}
