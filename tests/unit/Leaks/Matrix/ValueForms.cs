using System.IO.Compression;
using System.Text;
using System.Text.Json;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.Tests.Leaks.Matrix;

/// <summary>How a value can be written: an encoding, and what stands around it.</summary>
/// <param name="Encoding">Of the value itself.</param>
/// <param name="Nesting">What it is put into.</param>
/// <param name="ChangesCase">True when the value has other letters afterwards.</param>
internal sealed record ValueForm(string Encoding, string Nesting, Func<string, string> Write, bool ChangesCase)
{
    private static readonly (string Name, Func<string, string> Encode, bool ChangesCase)[] s_encodings =
    [
        ("plain", v => v, false),
        ("upper case", v => v.ToUpperInvariant(), true),
        ("lower case", v => v.ToLowerInvariant(), true),
        ("percent", EveryByte, false),
        ("double percent", v => Uri.EscapeDataString(EveryByte(v)), false),
        ("triple percent", v => Uri.EscapeDataString(Uri.EscapeDataString(EveryByte(v))), false),
        ("percent where needed", Uri.EscapeDataString, false),
        ("percent u", v => string.Concat(v.Select(c => $"%u{(int)c:X4}")), false),
        ("base64", Wire.Base64, false),
        ("base64url", Wire.Base64Url, false),
        ("base64 of base64", v => Wire.Base64(Wire.Base64(v)), false),
        ("base64 of percent", v => Wire.Base64(EveryByte(v)), false),
        ("percent of base64", v => EveryByte(Wire.Base64(v)), false),
        ("base64 of gzip", v => Convert.ToBase64String(Wire.Gzip(v)), false),
        ("base64 of zlib", v => Convert.ToBase64String(Zlib(v)), false),
        ("hex", v => Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(v)), false),
        ("upper case hex", v => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(v)), false),
        ("JSON escapes", v => string.Concat(v.Select(c => $"\\u{(int)c:x4}")), false),
        ("script escapes", v => string.Concat(v.Select(c => $"\\x{(int)c:x2}")), false),
        ("HTML entities", v => string.Concat(v.Select(c => $"&#{(int)c};")), false),
        ("HTML hex entities", v => string.Concat(v.Select(c => $"&#x{(int)c:X};")), false),
        ("full width", v => string.Concat(v.Select(c => c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c)), false),
    ];

    private static readonly (string Name, Func<string, string> Nest)[] s_nestings =
    [
        ("bare", v => v),
        ("sentence", v => $"please call {v} today"),
        ("quotes", v => $"\"{v}\""),
        ("mark-up", v => $"<b>{v}</b>"),
        ("list", v => $"A1;{v};B2"),
        ("pairs", v => "sku=A1&q=" + Uri.EscapeDataString(v)),
        ("URL parameter", v => "https://www.shop.test/p?q=" + Uri.EscapeDataString(v)),
        ("campaign parameter", v => "https://www.shop.test/p?utm_source=" + Uri.EscapeDataString(v)),
        ("URL fragment", v => "https://www.shop.test/p#" + Uri.EscapeDataString(v)),
        ("URL path", v => $"https://www.shop.test/p/{Uri.EscapeDataString(v)}/x"),
        ("URL in a URL", v => "https://www.shop.test/p?u=" + Uri.EscapeDataString("https://x.example/?q=" + Uri.EscapeDataString(v))),
        ("URL in a campaign parameter", v => "https://www.shop.test/p?utm_content=" + Uri.EscapeDataString("https://x.example/?utm_term=" + Uri.EscapeDataString(v))),
        ("JSON", v => $"{{\"a\":[{{\"b\":{JsonSerializer.Serialize(v)}}}]}}"),
        ("JSON in JSON", v => $"{{\"a\":{JsonSerializer.Serialize($"{{\"b\":{JsonSerializer.Serialize(v)}}}")}}}"),
        ("base64 of JSON", v => Wire.Base64($"{{\"b\":{JsonSerializer.Serialize(v)}}}")),
        ("PHP", v => $"a:1:{{s:1:\"q\";s:{System.Text.Encoding.UTF8.GetByteCount(v)}:\"{v}\";}}"),
    ];

    /// <summary>Every encoding by itself and every nesting of the plain value.</summary>
    public static IReadOnlyList<ValueForm> Simple { get; } =
        [.. s_encodings.Select(e => Of(e, s_nestings[0])), .. s_nestings.Skip(1).Select(n => Of(s_encodings[0], n))];

    /// <summary>Every encoding in every nesting.</summary>
    public static IReadOnlyList<ValueForm> All { get; } = [.. s_encodings.SelectMany(e => s_nestings.Select(n => Of(e, n)))];

    public static ValueForm Plain => Simple[0];

    public override string ToString() => $"{Encoding}, {Nesting}";

    private static ValueForm Of((string Name, Func<string, string> Encode, bool ChangesCase) encoding, (string Name, Func<string, string> Nest) nesting) =>
        new(encoding.Name, nesting.Name, v => nesting.Nest(encoding.Encode(v)), encoding.ChangesCase);

    private static string EveryByte(string value) => string.Concat(System.Text.Encoding.UTF8.GetBytes(value).Select(b => $"%{b:X2}"));

    private static byte[] Zlib(string value)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal))
            zlib.Write(System.Text.Encoding.UTF8.GetBytes(value));
        return compressed.ToArray();
    }
}
