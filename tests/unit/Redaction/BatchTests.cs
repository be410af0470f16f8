using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PrivacyProxy.Redaction;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

/// <summary>
/// What was learnt from one event of a batch saves work with the next one. It must never change what leaves: names and
/// values here are each other's beginnings, stand in other orders, are written with white space and escapes.
/// </summary>
public sealed class BatchTests
{
    private static readonly Gen<string> s_member = Gen.Elements(
            "\"$current_url\"", "\"$current_url_\"", "\"$current\"", "\"\\u0024current_url\"", "\"distinct_id\"", "\"distinct_i\"", "\"n\"", "\"$screen_width\"",
            "\"email\"", "\"\\\\u0065\\\\u006d\\\\u0061\\\\u0069\\\\u006c\"", "\"\\u0065\\u006d\\u0061\\u0069\\u006c\"", "\"note\"", "\"not\"", "\"time\"", "\"$insert_id\"", "\"\"", "\"token\"", "\"list\"", "\"$Email\"")
        .Zip(Gen.Elements(
            "1", "12", "123456789", "1234567890", "12345678901", "1.5", "1920", "true", "\"a\"", "\"ab\"", "\"abc\"", "\"abcd\"", "\"abc\\u0064\"",
            "\"jane@example.com\"", "\"jane@example.co\"", "\"ann@example.com\"", "\"https://www.shop.test/a?email=x&utm_source=n\"",
            "\"https://www.shop.test/a?email=x\"", "\"https://www.shop.test/a\"", "{\"email\":1}", "{\"n\":\"jane@example.com\"}", "[]", "[1,\"jane@example.com\"]",
            "\"{\\\"email\\\":1,\\\"n\\\":2}\"", "\"cut \\ud83d\"", "\"4111 1111 1111 1111\"", "\"203.0.113.7\"", "\"\""))
        .Zip(Gen.Elements("", "", "", " ", "\n")).Select(p => $"{p.Item1.Item1}{p.Item2}:{p.Item2}{p.Item1.Item2}{p.Item2}");

    private static readonly Gen<string> s_event = Gen.Choose(0, 6).SelectMany(n => s_member.ArrayOf(n))
        .Select(m => "{\"event\":\"a\",\"properties\":{" + string.Join(",", m.DistinctBy(x => JsonSerializer.Deserialize<string>(x[..x.IndexOf(':')]))) + "}}");

    [Theory]
    [InlineData("mixpanel", "event", false)]
    [InlineData("mixpanel", "event", true)]
    [InlineData("mautic", "hit", false)]
    public void Batch_leaves_as_its_events_would_one_by_one(string vendor, string name, bool strict) =>
        Prop.ForAll(Gen.Choose(1, 5).SelectMany(n => s_event.ArrayOf(n)).ToArbitrary(), events =>
        {
            var rules = SomeRedaction.Rules(vendor, name, strict);
            var alone = events.Select(e => SomeRedaction.Json(e, rules)).Where(e => e is not null).ToList();
            var expected = alone.Count == 0 ? null : $"[{string.Join(",", alone)}]";
            return SomeRedaction.Json($"[{string.Join(",", events)}]", rules) == expected;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Batch_leaves_the_same_when_somebody_listens() =>
        Prop.ForAll(Gen.Choose(1, 4).SelectMany(n => s_event.ArrayOf(n)).ToArbitrary(), events =>
        {
            var rules = SomeRedaction.Rules("mixpanel", "event");
            var json = $"[{string.Join(",", events)}]";
            return SomeRedaction.Json(json, rules) == SomeRedaction.Json(json, rules, SomeRedaction.Redactor(log: new ChangeLog()));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    /// <summary>
    /// A name may say <c>\u0065\u006d…</c>, written with two backslashes each, and is nobody's then. With one each, the name is email.
    /// </summary>
    [Theory]
    [InlineData("""{"a":1,"\\u0065\\u006d\\u0061\\u0069\\u006c":"x"}""", """{"a":1,"\u0065\u006d\u0061\u0069\u006c":"y"}""")]
    [InlineData("""{"\\u0065\\u006d\\u0061\\u0069\\u006c":"x"}""", """{"\u0065\u006d\u0061\u0069\u006c":"y"}""")]
    public void Name_that_says_an_escape_is_not_taken_for_the_name_written_with_it(string first, string second)
    {
        var rules = SomeRedaction.Rules("mixpanel", "event");
        for (var i = 0; i < 3; i++)
            Assert.DoesNotContain("\"y\"", SomeRedaction.Json($"[{{\"properties\":{first}}},{{\"properties\":{second}}}]", rules) ?? "", StringComparison.Ordinal);
    }

    /// <summary>What was changed is forgotten every 64 KB, with whatever was remembered of it.</summary>
    [Fact]
    public void Long_batch_leaves_as_its_events_would_one_by_one()
    {
        var rules = SomeRedaction.Rules("mixpanel", "event");
        var random = new Random(7);
        var events = Enumerable.Range(0, 1_200).Select(_ =>
        {
            var (visitor, page) = (random.Next(3), random.Next(3));
            var note = new string('n', random.Next(200));
            return $$"""{"event":"a","properties":{"distinct_id":"visitor number {{visitor}}","$current_url":"https://www.shop.test/{{page}}?email=x","note":"{{note}} jane@example.com","n":{{random.Next(3)}} } }""";
        }).ToList();
        var alone = events.Select(e => SomeRedaction.Json(e, rules));
        Assert.Equal($"[{string.Join(",", alone)}]", SomeRedaction.Json($"[{string.Join(",", events)}]", rules));
    }

    [Fact]
    public void Changes_are_told_for_every_event_of_a_batch()
    {
        var log = new ChangeLog();
        SomeRedaction.Json("""[{"event":"a","properties":{"email":"x","n":"jane@example.com"}},{"event":"a","properties":{"email":"x","n":"jane@example.com"}}]""",
            SomeRedaction.Rules("mixpanel", "event"), SomeRedaction.Redactor(log: log));
        Assert.Equal(
            ["[0].properties.email", "[0].properties.n", "[1].properties.email", "[1].properties.n"],
            log.Changes.Select(c => c.Path));
    }

    /// <summary>Many threads meet the same names, and each its own, for the first time and while tables grow and forget.</summary>
    [Fact]
    public void Names_met_by_many_at_once_are_judged_alike()
    {
        var rules = SomeRedaction.Rules("mixpanel", "event", strict: false);
        Parallel.For(0, 2_000, i =>
        {
            var json = new StringBuilder("{\"event\":\"a\",\"properties\":{");
            for (var n = 0; n < 20; n++)
                json.Append($"\"item{(i * 7) + n}\":1,\"user_{n}_email{i}\":\"jane@example.com\",\"email{n}\":\"x\",");
            json.Append("\"distinct_id\":\"jane@example.com\",\"n\":\"ok\"}}");
            using var redactor = SomeRedaction.Redactor();
            var left = SomeRedaction.Json(Encoding.UTF8.GetBytes(json.ToString()), rules, redactor)!;
            Assert.DoesNotContain("jane", left, StringComparison.Ordinal);
            Assert.DoesNotContain("email", left, StringComparison.Ordinal);
            for (var n = 0; n < 20; n++)
                Assert.Contains($"\"item{(i * 7) + n}\":1", left, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Redactor_that_served_a_request_knows_nothing_of_it()
    {
        var rules = SomeRedaction.Rules("mixpanel", "event");
        for (var i = 0; i < 50; i++)
        {
            using var redactor = SomeRedaction.Redactor();
            Assert.Equal(Fault.None, redactor.Fault);
            Assert.False(redactor.HasPayload);
            redactor.MeetPayload();
            // Unreadable within an object within a list, so that everything was left open.
            Assert.Null(SomeRedaction.Json(Encoding.UTF8.GetBytes("[{\"a\":{\"b\":\"x" + i + "\",\"c\":[{\"a\":1,\"a\":2}]}}]"), rules, redactor));
            Assert.Equal(Fault.Unreadable, redactor.Fault);
        }
    }

    /// <summary>Twice the same name is unreadable; names that are alike from the ninth byte on are two names.</summary>
    [Fact]
    public void Long_names_with_the_same_ending_are_two_names()
    {
        const string Json = """{"event":"a","properties":{"billing_address_is_set":1,"mailing_address_is_set":2,"cart_item_count_total":3,"list_item_count_total":4}}""";
        Assert.Equal(Json, SomeRedaction.Json(Json, SomeRedaction.Rules("mixpanel", "event")));
    }

    /// <summary>
    /// What is expected next is kept with the field before it. Names that are too long for the table are not kept by the
    /// table, so they must not be kept there either: a chain of them is as long as its sender likes.
    /// </summary>
    [Fact]
    public void Names_too_long_for_the_table_are_not_held_as_followers()
    {
        var rules = SomeRedaction.Rules("mixpanel", "event");
        var members = string.Join(",", Enumerable.Range(0, 50).Select(i => $"\"{new string('q', 70)}{i}\":{i}"));
        foreach (var json in new[] { "{\"anchor\":1," + members + "}", "{" + members + "}" })
        {
            Assert.Equal(json, SomeRedaction.Json(json, rules));
            var scope = rules.Scope(rules.Root, null);
            Assert.All(Chain(scope.First).Concat(Chain(scope.Find("anchor"u8, NameHash.Of("anchor"u8)))), f => Assert.DoesNotContain("qqq", Encoding.UTF8.GetString(f.Member), StringComparison.Ordinal));
        }
    }

    private static IEnumerable<Field> Chain(Field? field)
    {
        var met = new HashSet<Field>(ReferenceEqualityComparer.Instance);
        for (; field is not null && met.Add(field); field = field.Follower)
            yield return field;
    }
}
