using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using PrivacyProxy.Redaction;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

/// <summary>Any event at all, judged a second time by a slow and simple oracle.</summary>
public sealed partial class OracleProperties
{
    private static readonly RuleSet s_event = SomeRedaction.Rules("mixpanel", "event");

    private static readonly Dictionary<string, string> s_scanned = new()
    {
        ["call canary.person@example.com"] = "call [email]",
        ["203.0.113.7"] = "[ip]",
        ["\"canary.person@example.com\"\n"] = "\"[email]\"\n",
    };

    private static readonly Gen<string> s_name = Gen.Elements(
        "event", "properties", "price", "sku", "$email", "$EMAIL", "e-mail", "vorname", "$current_url", "$referrer", "$screen_width", "time", "token",
        "Token", "note", "$insert_id", "gclid", "ip", "distinct_id", "Distinct_Id", "$mp_metadata", "$mp_event_id", "größe", "a\"b\\c", "");

    private static readonly Gen<string> s_text = Gen.Elements([
        "", "Chrome", "A1", "9.5", "true", "日本語 🎉", "a \"b\" \\ /", "\u0001\u2028", "https://www.shop.test/p", .. s_scanned.Keys]);

    private static readonly Gen<JsonNode?> s_events = Gen.Sized(Members);

    [Fact]
    public void Any_event_becomes_what_the_profile_says()
    {
        var oracle = new SlowOracle("mixpanel", "event", s_scanned);
        var escaped = false;
        Prop.ForAll(s_events.ToArbitrary(), node =>
        {
            escaped = !escaped;
            return oracle.Agrees(node, SomeRedaction.Json(Text(node, escaped), s_event));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    /// <summary>Redacting again changes pseudonyms, which become pseudonyms of pseudonyms, and nothing else.</summary>
    [Fact]
    public void Redacting_again_changes_pseudonyms_only() => Prop.ForAll(s_events.ToArbitrary(), node =>
    {
        var once = SomeRedaction.Json(Text(node, isEscaped: false), s_event);
        if (once is null)
            return true;
        var twice = SomeRedaction.Json(once, s_event)!;
        return Pseudonym().Replace(once, "id") == Pseudonym().Replace(twice, "id");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    /// <summary>A value grows by its class or its pseudonym at most.</summary>
    [Fact]
    public void Output_is_bounded() => Prop.ForAll(s_events.ToArbitrary(), node =>
    {
        var json = Text(node, isEscaped: false);
        var values = json.Count(c => c is ',' or ':' or '[') + 1;
        return (SomeRedaction.Json(json, s_event)?.Length ?? 0) <= json.Length + (values * 48);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void The_oracle_notices_a_wrong_redaction()
    {
        var oracle = new SlowOracle("mixpanel", "event", s_scanned);
        var original = JsonNode.Parse("""{"event":"a","properties":{"$email":"x","n":1,"distinct_id":"u1","list":[1,2],"note":"203.0.113.7"}}""");
        var right = SomeRedaction.Json(original!.ToJsonString(), s_event)!;
        Assert.True(oracle.Agrees(original, right));
        foreach (var wrong in new[]
        {
            right.Replace("\"n\":1", "\"n\":2", StringComparison.Ordinal),
            right.Replace("\"n\":1,", "", StringComparison.Ordinal),
            right.Replace("\"n\":1", "\"n\":1,\"m\":1", StringComparison.Ordinal),
            right.Replace("\"n\":1", "\"n\":1,\"$email\":\"x\"", StringComparison.Ordinal),
            right.Replace("[1,2]", "[2,1]", StringComparison.Ordinal),
            right.Replace("[1,2]", "[1]", StringComparison.Ordinal),
            right.Replace("[ip]", "203.0.113.7", StringComparison.Ordinal),
            Pseudonym().Replace(right, "u1"),
            null,
        })
        {
            Assert.NotEqual(right, wrong);
            Assert.False(oracle.Agrees(original, wrong), wrong);
        }
    }

    [Fact]
    public void Unwrapping_what_was_wrapped_gives_it_back() => Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyArray<byte>>(), data =>
    {
        var bytes = data.Get;
        var base64 = Convert.ToBase64String(bytes);
        var url = base64.Replace('+', '-').Replace('/', '_');
        // A form reader may have made spaces of pluses. At the end it can't be told from a space, and no JSON ends so.
        var forms = new[] { base64, base64.TrimEnd('='), url, url.TrimEnd('='), base64[^1] == '+' ? base64 : base64.Replace('+', ' ') };
        return forms.All(f => Is(bytes, output => Wrapping.TryDecodeBase64(Encoding.ASCII.GetBytes(f), output)))
            && Is(bytes, output => Percent.TryDecode(Encoding.ASCII.GetBytes(string.Concat(bytes.Select(b => $"%{b:x2}"))), output))
            && new[] { "gzip", "deflate", "br", "gzip, br", "br, gzip, deflate" }.All(coding => Is(bytes, output =>
                Wrapping.Decompress(coding.Split(", ").Aggregate(bytes, Compressed), coding, 1 << 20, output) == Fault.None));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static bool Is(byte[] bytes, Func<ByteBuffer, bool> unwrap)
    {
        using var output = new ByteBuffer();
        return unwrap(output) && output.Span.SequenceEqual(bytes);
    }

    private static byte[] Compressed(byte[] bytes, string coding)
    {
        using var compressed = new MemoryStream();
        using (Stream coder = coding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            coder.Write(bytes);
        }

        return compressed.ToArray();
    }

    private static string Text(JsonNode? node, bool isEscaped) => Leaks.Matrix.WrittenDocument.Text(node, isEscaped);

    private static Gen<JsonNode?> Members(int size) => Gen.Zip(s_name, Tree(size)).ListOf().Select(m =>
        (JsonNode?)new JsonObject(m.DistinctBy(p => p.Item1).Select(p => KeyValuePair.Create(p.Item1, p.Item2?.DeepClone()))));

    private static Gen<JsonNode?> Tree(int size)
    {
        var leaf = Gen.OneOf(
            s_text.Select(t => (JsonNode?)JsonValue.Create(t)),
            Gen.Choose(-1000, 99_999).Select(i => (JsonNode?)JsonValue.Create(i)),
            Gen.Elements(true, false).Select(b => (JsonNode?)JsonValue.Create(b)),
            Gen.Constant((JsonNode?)null));
        return size < 2
            ? leaf
            : Gen.OneOf(leaf, Members(size / 3), Tree(size / 3).ListOf().Select(c => (JsonNode?)new JsonArray([.. c.Select(n => n?.DeepClone())])));
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Pseudonym();
}
