using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using PrivacyProxy.Geo;
using PrivacyProxy.Redaction;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

/// <summary>What holds for every input, not only for those that somebody thought of.</summary>
public sealed class WalkProperties
{
    private const string Canary = "canary.person@example.com";

    private static readonly RuleSet s_event = SomeRedaction.Rules("mixpanel", "event");
    private static readonly RuleSet s_hit = SomeRedaction.Rules("mautic", "hit");

    // Names and values that meet rules, detectors and neither.
    private static readonly Gen<string> s_name = Gen.Elements(
        "event", "properties", "$set", "price", "sku", "$email", "e-mail", "vorname", "$current_url", "$referrer", "$screen_width", "time",
        "token", "note", "Ünï", "a.b", "$insert_id", "utm_source", "gclid", "ip", "list", "");

    private static readonly Gen<string> s_text = Gen.Elements(
        "", "Chrome", "A1", "9.5", "call " + Canary, "https://www.shop.test/p/1?utm_source=a&email=" + Canary, "canary.person%40example.com",
        "1795282250", "203.0.113.7", "+34 600 000 000", "{\"email\":\"" + Canary + "\",\"n\":1}", "{broken " + Canary, "\"quoted\" \\ \n", "日本語", "$direct",
        Convert.ToBase64String(Encoding.UTF8.GetBytes("{\"email\":\"" + Canary + "\"}")));

    private static readonly Gen<JsonNode?> s_json = Gen.Sized(Tree);

    [Fact]
    public void Redacted_event_is_valid_json_without_the_canary_and_redacting_it_again_changes_nothing() =>
        Prop.ForAll(s_json.ToArbitrary(), node =>
        {
            var first = SomeRedaction.Json(node?.ToJsonString() ?? "null", s_event);
            if (first is null)
                return true;
            using var document = JsonDocument.Parse(first);
            return !first.Contains("canary", StringComparison.OrdinalIgnoreCase) && SomeRedaction.Json(first, s_event) == first;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void What_was_cut_anywhere_never_leaves() =>
        Prop.ForAll(s_json.ToArbitrary(), ArbMap.Default.ArbFor<NonNegativeInt>(), (node, at) =>
        {
            var json = new JsonObject { ["event"] = "a", ["properties"] = node?.DeepClone() }.ToJsonString();
            return SomeRedaction.Json(json[..(at.Get % json.Length)], s_event) is null;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Random_bytes_never_throw_and_never_leave_raw() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            var redactor = SomeRedaction.Redactor();
            var json = SomeRedaction.Json(bytes, s_event, redactor);
            using var output = new ByteBuffer();
            ParameterWalk.Redact(bytes, s_hit, SomeRedaction.Redactor(), output);
            MultipartWalk.Redact([.. "--x\r\n"u8, .. bytes], "x", s_hit, SomeRedaction.Redactor(), output);
            return json is null || IsJson(bytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Parameters_are_idempotent_bounded_and_without_the_canary() =>
        Prop.ForAll(Gen.Zip(s_name, s_text).ListOf().ToArbitrary(), pairs =>
        {
            var query = string.Join('&', pairs.Select(p => Uri.EscapeDataString(p.Item1) + "=" + Uri.EscapeDataString(p.Item2)));
            var first = SomeRedaction.Parameters(query, s_hit)!;
            return !Uri.UnescapeDataString(first).Contains("canary", StringComparison.OrdinalIgnoreCase)
                && SomeRedaction.Parameters(first, s_hit) == first
                && first.Length <= (query.Length * 3) + 64;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Wrapping_and_unwrapping_are_inverse() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            using var encoded = new ByteBuffer();
            using var decoded = new ByteBuffer();
            using var percent = new ByteBuffer();
            using var plain = new ByteBuffer();
            Wrapping.EncodeBase64(bytes, encoded);
            Percent.Encode(bytes, percent);
            return Wrapping.TryDecodeBase64(encoded.Span, decoded) && decoded.Span.SequenceEqual(bytes)
                && Percent.TryDecode(percent.Span, plain) && plain.Span.SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();

    /// <summary>What the proxy looked up stands there once, whatever the sender wrote under its names and whatever is left beside it.</summary>
    [Fact]
    public void Place_is_spliced_into_any_object()
    {
        var member = Gen.Elements("\"$city\":\"x\"", "\"$City\":1", "\"email\":1", "\"n\":2", "\"m\":{\"email\":1}", "\"l\":[\"\",{\"ip\":3}]", "\"z\":{}")
            .Zip(Gen.Elements("", " ", "\n")).Select(p => p.Item2 + p.Item1 + p.Item2);
        var members = Gen.Choose(0, 5).SelectMany(n => member.ArrayOf(n)).Select(m => "{" + string.Join(",", m.DistinctBy(x => x.Trim())) + "}");
        Prop.ForAll(members.Zip(members).ToArbitrary(), pair =>
        {
            var redactor = SomeRedaction.Redactor(place: new Place("DE", "Upper \"B\"", "München"));
            var left = SomeRedaction.Json("{\"properties\":" + pair.Item1 + ",\"q\":" + pair.Item2 + ",\"event\":\"a\"}", s_event, redactor)!;
            using var document = JsonDocument.Parse(left, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.GetProperty("properties").GetProperty("$city").GetString() == "München"
                && !left.Contains("email", StringComparison.Ordinal) && !left.Contains("$City", StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Gen<JsonNode?> Tree(int size)
    {
        var leaf = Gen.OneOf(
            s_text.Select(t => (JsonNode?)JsonValue.Create(t)),
            ArbMap.Default.GeneratorFor<int>().Select(i => (JsonNode?)JsonValue.Create(i)),
            Gen.Elements(true, false).Select(b => (JsonNode?)JsonValue.Create(b)),
            Gen.Constant((JsonNode?)null));
        if (size < 2)
            return leaf;
        var child = Tree(size / 3);
        var members = Gen.Zip(s_name, child).ListOf();
        return Gen.OneOf(
            leaf,
            members.Select(m => (JsonNode?)new JsonObject(m.DistinctBy(p => p.Item1).Select(p => KeyValuePair.Create(p.Item1, p.Item2?.DeepClone())))),
            child.ListOf().Select(c => (JsonNode?)new JsonArray([.. c.Select(n => n?.DeepClone())])));
    }
}
