using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PrivacyProxy.Redaction;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

/// <summary>Our reader against the platform's: what one takes for JSON, the other does, to the byte.</summary>
public sealed class JsonSyntaxTests
{
    private static readonly Gen<string> s_pieces = Gen.Elements(
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\"a\"", "\"\\u0041\"", "\"\\ud83d\\ude00\"", "\"\\x\"", "\"\\u12\"", "\"é日本\"", "\"a\u0001b\"",
        "\"a string of more than sixteen bytes, so that vectors are used\"", "\"sixteen bytes ab\\\\\"", "\"fifteen bytes a\\\"\"",
        "0", "-0", "01", "1.5", "1.", ".5", "1e5", "1E+5", "1e", "-", "+1", "12345678901234567890", "-1.25e-10",
        "true", "false", "null", "tru", "truefalse", "NaN", "Infinity", " ", "\n", "\t", "\r", "\u00a0", "\f", "/**/", "//", "'a'", "\ufeff", "\0");

    private static readonly Gen<string> s_valid = Gen.Sized(Value);

    [Fact]
    public void Takes_for_json_what_the_platform_takes_for_it() =>
        Prop.ForAll(Gen.Choose(1, 9).SelectMany(n => s_pieces.ArrayOf(n)).ToArbitrary(), pieces => Agree(string.Concat(pieces)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void Takes_every_valid_document_and_none_that_was_cut() =>
        Prop.ForAll(s_valid.ToArbitrary(), ArbMap.Default.ArbFor<NonNegativeInt>(), (json, at) =>
            IsJson(json) && Agree(json) && Agree(json[..(at.Get % (json.Length + 1))]))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Takes_a_document_with_one_byte_changed_when_the_platform_takes_it() =>
        Prop.ForAll(s_valid.ToArbitrary(), ArbMap.Default.ArbFor<NonNegativeInt>(), Gen.Choose(0, 127).ToArbitrary(), (json, at, value) =>
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            bytes[at.Get % bytes.Length] = (byte)value;
            return !System.Text.Unicode.Utf8.IsValid(bytes) || IsJson(bytes) == PlatformTakes(bytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    /// <summary>Strings of every length around that of a vector, with what ends or breaks them at every place.</summary>
    [Fact]
    public void Finds_the_end_of_a_string_wherever_it_is()
    {
        for (var length = 0; length < 70; length++)
        {
            for (var at = 0; at <= length; at++)
            {
                foreach (var special in new[] { "\"", "\\n", "\\", "\u0000", "\u001f", "\u007f", "é" })
                    Assert.True(Agree($"\"{new string('a', at)}{special}{new string('b', length - at)}\""));
            }
        }
    }

    [Fact]
    public void Unescapes_as_the_platform_does() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            if (text is null || !IsWhole(text))
                return true;
            var written = JsonSerializer.Serialize(text);
            using var output = new ByteBuffer();
            return JsonEscapes.TryUnescape(Encoding.UTF8.GetBytes(written[1..^1]), output) && Encoding.UTF8.GetString(output.Span) == text;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static Gen<string> Value(int size)
    {
        var leaf = Gen.Elements("1", "-0.5e3", "true", "null", "\"\"", "\"a\\\"b\\\\\"", "\"a longer text of more than sixteen bytes \\u00e9\"", "[]", "{ }");
        if (size == 0)
            return leaf;
        var inner = Value(size / 4);
        return Gen.OneOf(
            leaf,
            Gen.Choose(0, 4).SelectMany(n => inner.ArrayOf(n)).Select(v => $"[{string.Join(" , ", v)}]"),
            Gen.Choose(0, 4).SelectMany(n => inner.ArrayOf(n)).Select(v => $"{{\n{string.Join(",", v.Select((x, i) => $"\"k{i}\" :{x}"))}}}"));
    }

    private static bool Agree(string json) => IsJson(json) == PlatformTakes(Encoding.UTF8.GetBytes(json));

    private static bool IsJson(string json) => IsJson(Encoding.UTF8.GetBytes(json));

    private static bool IsJson(byte[] json)
    {
        var end = JsonSkip.Value(json, JsonSyntax.SkipWhiteSpace(json, 0), levels: 64, out _);
        return end >= 0 && JsonSyntax.SkipWhiteSpace(json, end) == json.Length;
    }

    private static bool PlatformTakes(byte[] json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsWhole(string text)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
