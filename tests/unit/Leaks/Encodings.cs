using System.Text;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.Tests.Leaks;

/// <summary>The wrappings in which a value may travel inside of a field.</summary>
internal static class Encodings
{
    public static readonly (string Name, Func<string, string> Encode)[] All =
    [
        ("plain", v => v),
        ("in a sentence", v => $"please call {v} today"),
        ("percent", EveryByte),
        ("double percent", v => Uri.EscapeDataString(EveryByte(v))),
        ("base64", Wire.Base64),
        ("base64url", Wire.Base64Url),
        ("base64 of percent", v => Wire.Base64(EveryByte(v))),
        ("percent of base64", v => Uri.EscapeDataString(Wire.Base64(v))),
        ("base64 of base64", v => Wire.Base64(Wire.Base64(v))),
        ("JSON escapes", v => string.Concat(v.Select(c => $"\\u{(int)c:x4}"))),
        ("JSON in a string", v => $"{{\"a\":[{{\"b\":\"{v}\"}}]}}"),
        ("JSON in JSON in a string", v => $"{{\"a\":\"{{\\\"b\\\":\\\"{v}\\\"}}\"}}"),
        ("URL parameter", v => "https://www.shop.test/p?q=" + Uri.EscapeDataString(v)),
        ("URL path", v => $"https://www.shop.test/p/{Uri.EscapeDataString(v)}/x"),
        ("URL in a URL", v => "https://www.shop.test/p?u=" + Uri.EscapeDataString("https://x.example/?q=" + Uri.EscapeDataString(v))),
        ("base64 of JSON", v => Wire.Base64($"{{\"b\":\"{v}\"}}")),
        ("base64 of gzip", v => Convert.ToBase64String(Wire.Gzip(v))),
        ("hex", v => Convert.ToHexString(Encoding.UTF8.GetBytes(v))),
    ];

    private static string EveryByte(string value) => string.Concat(Encoding.UTF8.GetBytes(value).Select(b => $"%{b:X2}"));
}
