using System.Text;
using PrivacyProxy.Geo;
using PrivacyProxy.Redaction;
using PrivacyProxy.Settings;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

public sealed class JsonWalkTests
{
    private static readonly RuleSet s_event = SomeRedaction.Rules("mixpanel", "event");
    private static readonly RuleSet s_strict = SomeRedaction.Rules("mixpanel", "event", strict: true);

    [Theory]
    [InlineData("""{"event":"Buy","properties":{"price":9.5,"sku":"A1"}}""", """{"event":"Buy","properties":{"price":9.5,"sku":"A1"}}""")]
    [InlineData(""" [ {"event" : "Buy"} , {"event":"B"} ] """, """[ {"event" : "Buy"} , {"event":"B"} ]""")]
    [InlineData("""{"event":"Buy","properties":{"$email":"x","n":1}}""", """{"event":"Buy","properties":{"n":1}}""")]
    [InlineData("""{"event":"Buy","properties":{"$email":"x"}}""", """{"event":"Buy"}""")]
    [InlineData("""{"event":"Buy","properties":{"\u0024email":"x","n":1}}""", """{"event":"Buy","properties":{"n":1}}""")]
    [InlineData("""{"event":"Buy","properties":{"$EMAIL":"x","n":1}}""", """{"event":"Buy","properties":{"n":1}}""")]
    [InlineData("""{"event":"Buy","properties":{"a":{"b":[{"$email":"x","n":1}]}}}""", """{"event":"Buy","properties":{"a":{"b":[{"n":1}]}}}""")]
    [InlineData("""{"event":"Buy","properties":{"empty":{},"list":[],"null":null,"t":true}}""", """{"event":"Buy","properties":{"empty":{},"list":[],"null":null,"t":true}}""")]
    [InlineData("""{"event":"Buy","properties":{"jane@example.com":true,"n":1}}""", """{"event":"Buy","properties":{"n":1}}""")]
    [InlineData("""{"event":"Buy","properties":{"time":"jane@example.com","$insert_id":"abc"}}""", """{"event":"Buy","properties":{"$insert_id":"abc"}}""")]
    [InlineData("""{"event":"Buy","properties":{"note":"a \"b\" \u00e9 jane@example.com \n"}}""", "{\"event\":\"Buy\",\"properties\":{\"note\":\"a \\\"b\\\" é [email] \\n\"}}")]
    // SDKs cut texts in the middle of an emoji; one of them must not cost a batch, nor be read by each vendor in its own way.
    [InlineData("""{"event":"cut \ud83d"}""", "{\"event\":\"cut \ufffd\"}")]
    [InlineData("""{"event":"\ude00 \ud83d\u0041 \ud83d\ude00"}""", "{\"event\":\"\ufffd \ufffdA \U0001f600\"}")]
    // White space stays where it was, but for that of a member that does not leave.
    [InlineData("{ \"event\" : \"Buy\" ,\n \"properties\" : { \"$email\" : \"a\" , \"n\" : 1 } }", "{ \"event\" : \"Buy\" ,\n \"properties\" : {   \"n\" : 1 } }")]
    [InlineData("{\"a\" : 1 , \"$email\" : {\"x\" : [ 1 , 2 ] } , \"b\":2}", "{\"a\" : 1  , \"b\":2}")]
    public void Writes_what_may_leave(string json, string expected) => Assert.Equal(expected, SomeRedaction.Json(json, s_event));

    [Theory]
    [InlineData("""{"event":"Buy","properties":{"price":9.5,"time":1.5,"distinct_id":"","token":"t"}}""", """{"event":"Buy","properties":{"time":1.5,"distinct_id":"","token":"t"}}""")]
    public void Strict_removes_fields_without_a_rule(string json, string expected) => Assert.Equal(expected, SomeRedaction.Json(json, s_strict));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("""{"event":"Buy" """)]
    [InlineData("""{"event":"Buy"}}""")]
    [InlineData("""{"event":"Buy"} x""")]
    [InlineData("""{"event":"Buy"}{"event":"Buy"}""")]
    [InlineData("""{"event":"Buy",}""")]
    [InlineData("""{"event":"a","event":"b"}""")]
    [InlineData("""{"event":"a","\u0065vent":"b"}""")]
    [InlineData("""{"properties":{"n":1,"n":2}}""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("""{"event":"a" /* b */}""")]
    [InlineData("{\"event\":\"a\nb\"}")]
    [InlineData("""{"event":NaN}""")]
    [InlineData("""{"event":01}""")]
    [InlineData("\uFEFF{}")]
    public void Unreadable_documents_do_not_leave(string json)
    {
        var redactor = SomeRedaction.Redactor();
        Assert.Null(SomeRedaction.Json(json, s_event, redactor));
        Assert.Equal(Fault.Unreadable, redactor.Fault);
    }

    [Fact]
    public void Invalid_utf8_does_not_leave()
    {
        var redactor = SomeRedaction.Redactor();
        Assert.Null(SomeRedaction.Json([.. "{\"event\":\""u8, 0xC0, 0xAF, .. "\"}"u8], s_event, redactor));
        Assert.Equal(Fault.Unreadable, redactor.Fault);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(1000, false)]
    public void Depth_is_limited(int depth, bool leaves)
    {
        var redactor = SomeRedaction.Redactor();
        var json = string.Concat(Enumerable.Repeat("[", depth)) + "1" + string.Concat(Enumerable.Repeat("]", depth));
        Assert.Equal(leaves, SomeRedaction.Json(json, s_event, redactor) is not null);
        Assert.Equal(leaves ? Fault.None : Fault.TooLarge, redactor.Fault);
    }

    [Fact]
    public void Depth_is_limited_inside_of_what_is_removed_too()
    {
        var redactor = SomeRedaction.Redactor();
        var deep = string.Concat(Enumerable.Repeat("[", 1000)) + string.Concat(Enumerable.Repeat("]", 1000));
        Assert.Null(SomeRedaction.Json("{\"$email\":" + deep + "}", s_event, redactor));
        Assert.Equal(Fault.TooLarge, redactor.Fault);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Number_of_members_is_limited(int members, bool leaves)
    {
        var redactor = SomeRedaction.Redactor(new LimitSettings { Parameters = 100 });
        var json = "{" + string.Join(',', Enumerable.Range(0, members).Select(i => $"\"n{i}\":{i}")) + "}";
        SomeRedaction.Json(json, s_event, redactor);
        Assert.Equal(leaves ? Fault.None : Fault.TooLarge, redactor.Fault);
    }

    [Fact]
    public void Ids_are_equal_wherever_they_stand_and_whatever_their_type()
    {
        var json = SomeRedaction.Json("""{"properties":{"distinct_id":"12345","$user_id":12345,"deep":{"$distinct_ids":["12345","x"]},"alias":{"was":"12345"}}}""", s_event)!;
        var id = json[(json.IndexOf("distinct_id\":\"", StringComparison.Ordinal) + 14)..][..32];
        Assert.Equal(4, json.Split(id).Length - 1);
        Assert.DoesNotContain("12345", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Place_is_written_from_the_look_up_and_never_from_the_sender()
    {
        var place = new Place("DE", "Bavaria", null);
        var json = SomeRedaction.Json("""{"event":"a","properties":{"$city":"Munich","mp_country_code":"US","n":1}}""", s_event, SomeRedaction.Redactor(place: place));
        Assert.Equal("""{"event":"a","properties":{"n":1,"mp_country_code":"DE","$region":"Bavaria"}}""", json);
    }

    [Fact]
    public void Document_inside_a_text_is_redacted_like_a_document()
    {
        var json = SomeRedaction.Json("""{"event":"a","properties":{"state":"{\"$email\":\"x\",\"n\":1,\"inner\":\"{\\\"phone\\\":\\\"1\\\",\\\"m\\\":2}\"}"}}""", s_event);
        Assert.Equal("""{"event":"a","properties":{"state":"{\"n\":1,\"inner\":\"{\\\"m\\\":2}\"}"}}""", json);
    }

    [Theory]
    [InlineData("distinct_id")]
    [InlineData("$current_url")]
    [InlineData("$browser_version")]
    public void Names_inside_of_a_field_with_a_rule_are_judged_as_well(string field)
    {
        var json = SomeRedaction.Json("{\"event\":\"a\",\"properties\":{\"n\":1,\"" + field + "\":{\"jane@example.com\":\"1\",\"first_name\":\"1\"}}}", s_event);
        Assert.Equal("""{"event":"a","properties":{"n":1}}""", json);
    }

    [Fact]
    public void Changes_are_told_by_path_and_action_without_the_value()
    {
        var log = new ChangeLog();
        SomeRedaction.Json("""[{"event":"a","properties":{"$email":"x","distinct_id":"jane","n":1}}]""", s_event, SomeRedaction.Redactor(log: log));
        Assert.Equal(
            [new FieldChange("body", "[0].properties.$email", FieldAction.Remove), new FieldChange("body", "[0].properties.distinct_id", FieldAction.Pseudonymise)],
            log.Changes);
    }

    [Fact]
    public void Names_of_many_members_are_told_apart()
    {
        var json = "{" + string.Join(',', Enumerable.Range(0, 3000).Select(i => $"\"n{i}\":{{\"a\":1,\"b\":2}}")) + "}";
        Assert.Equal(json, SomeRedaction.Json(json, s_event));
    }

    [Fact]
    public void Output_is_utf8_of_the_same_text() =>
        Assert.Equal("{\"event\":\"日本語 🎉\"}", SomeRedaction.Json(Encoding.UTF8.GetBytes("{\"event\":\"日本語 🎉\"}"), s_event, SomeRedaction.Redactor()));
}
