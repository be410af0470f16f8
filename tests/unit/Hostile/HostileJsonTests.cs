using System.Globalization;
using System.Text;
using System.Text.Json;
using PrivacyProxy.Tests.Redaction;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Hostile;

/// <summary>
/// The rows of <c>Data/json/hostile.txt</c>, by every way that JSON can come: what is valid passes and says the same,
/// what is not never passes, and what the standard leaves open is as we have decided.
/// </summary>
public sealed class HostileJsonTests
{
    private const int Least = 300;

    private static readonly (string Name, Func<byte[], RequestInProcess> Send, Func<Departure, byte[]> Arrived)[] s_ways =
    [
        ("json", json => RequestInProcess.Post("/mp/track", Wire.Json, json), d => d.Body),
        ("gzip", json => RequestInProcess.Post("/mp/track", Wire.Json, Wire.Gzip(json)) with { Headers = [new("Content-Encoding", "gzip")] }, d => d.Body),
        ("form", json => RequestInProcess.Post("/mp/track", Wire.Form, [.. "data="u8, .. Escaped(json)]), d => Payload(d, isBase64: false)),
        ("base64", json => RequestInProcess.Post("/mp/track", Wire.Form, "data=" + Uri.EscapeDataString(Convert.ToBase64String(json))), d => Payload(d, isBase64: true)),
    ];

    public static TheoryData<string> Ways => [.. s_ways.Select(w => w.Name)];

    private static IReadOnlyList<(string Name, byte[] Json, string Decision)> Rows { get; } =
        [.. TextTable.Rows("json/hostile.txt").Select(r => (r[0], Bytes(r[1]), r.Length > 2 ? r[2] : ""))];

    [Fact]
    public void There_are_enough_rows_and_each_says_what_it_is()
    {
        Assert.True(Rows.Count >= Least, $"{Rows.Count} rows");
        Assert.Equal(Rows.Count, Rows.Select(r => r.Name).Distinct().Count());
        Assert.All(Rows, r => Assert.True(r.Name[..2] is "y_" or "n_" or "i_" && r.Name.StartsWith('i') == (r.Decision.Length > 0), r.Name));
    }

    /// <summary>Another reader agrees on what is valid, but for duplicate names, which it takes.</summary>
    [Fact]
    public void Another_reader_says_the_same()
    {
        foreach (var (name, json, _) in Rows.Where(r => r.Name[0] != 'i'))
            Assert.True(IsJson(json) == (name[0] == 'y'), name);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_is_valid_passes_and_says_the_same(string way) => Failing('y', way, (name, json, departure, arrived) =>
        departure.Leaves && JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, JsonDocument.Parse(arrived()).RootElement));

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_is_not_valid_never_passes(string way) =>
        Failing('n', way, (_, _, departure, _) => !departure.Leaves && departure.Reason == "unreadable");

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_is_left_open_is_as_decided(string way) => Failing('i', way, (name, json, departure, arrived) =>
    {
        var decision = Rows.Single(r => r.Name == name).Decision;
        if (decision == "[kept]")
            return departure.Leaves && Encoding.UTF8.GetString(arrived()) == Encoding.UTF8.GetString(json);
        if (decision == "leaves")
            return departure.Leaves && IsJson(arrived());
        // The browser SDK writes surrogates as bytes of their own, in base64 only.
        if (decision.EndsWith("; base64 leaves", StringComparison.Ordinal) && way == "base64")
            return departure.Leaves && IsJson(arrived());
        return !departure.Leaves && departure.Reason == decision.Split(';')[0];
    });

    [Fact]
    public void An_event_that_was_cut_at_any_byte_never_passes()
    {
        var whole = Encoding.UTF8.GetBytes(
            """[{"event":"Kauf 🎉","properties":{"token":"b3b1e6c8d9f04a5e8c7d6b5a49382716","distinct_id":"u1","$current_url":"https://www.shop.test/p?q=\u00e9","price":9.5,"tags":["a","b"],"deep":{"a":null}}}]""");
        Assert.True(PipelineInProcess.Shipped.Run(s_ways[0].Send(whole)).Leaves);
        for (var length = 0; length < whole.Length; length++)
        {
            foreach (var (name, send, _) in s_ways)
            {
                var departure = PipelineInProcess.Shipped.Run(send(whole[..length]));
                Assert.True(departure is { Leaves: false, Reason: "unreadable" }, $"{name}, cut at {length}");
            }
        }
    }

    private static void Failing(char kind, string way, Func<string, byte[], Departure, Func<byte[]>, bool> holds)
    {
        var (_, send, arrived) = s_ways.Single(w => w.Name == way);
        var failed = new List<string>();
        foreach (var (name, json, _) in Rows.Where(r => r.Name[0] == kind))
        {
            var departure = PipelineInProcess.Shipped.Run(send(json));
            if (!holds(name, json, departure, () => arrived(departure)))
                failed.Add($"{name}: {(departure.Leaves ? Encoding.UTF8.GetString(arrived(departure)) : departure.Reason)}");
        }

        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }

    private static bool IsJson(byte[] json)
    {
        try
        {
            // It would read over broken UTF-8 inside of texts until somebody asks for them.
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(json);
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return true;
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException)
        {
            return false;
        }
    }

    private static byte[] Payload(Departure departure, bool isBase64)
    {
        var value = Uri.UnescapeDataString(departure.BodyText.Split('&').Single(p => p.StartsWith("data=", StringComparison.Ordinal))["data=".Length..]);
        return isBase64 ? Convert.FromBase64String(value) : Encoding.UTF8.GetBytes(value);
    }

    private static byte[] Escaped(byte[] bytes) => Encoding.ASCII.GetBytes(string.Concat(bytes.Select(b => $"%{b:X2}")));

    private static byte[] Bytes(string written)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] != '\\')
                bytes.Add((byte)written[i]);
            else if (written[++i] == '\\')
                bytes.Add((byte)'\\');
            else
                bytes.Add(byte.Parse(written.AsSpan((i += 2) - 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        }

        return [.. bytes];
    }
}
