using System.Text;

namespace PrivacyProxy.Load.Scenarios;

/// <summary>One request, ready to be sent, and what the vendor must have received of it.</summary>
internal sealed class Scenario
{
    private const string Form = "application/x-www-form-urlencoded";

    private readonly Func<string, string> _openPayload;
    private readonly int _events;

    private Scenario(string name, string contentType, string body, int events, Func<string, string> openPayload)
    {
        (Name, _events, _openPayload) = (name, events, openPayload);
        Request = Encoding.ASCII.GetBytes(
            $"""
            POST /mp/track/?verbose=1&ip=1&_=1795282259485 HTTP/1.1
            Host: www.shop.example
            Connection: keep-alive
            Content-Length: {body.Length}
            sec-ch-ua-platform: "Linux"
            User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36
            sec-ch-ua: "Google Chrome";v="141", "Not?A_Brand";v="8", "Chromium";v="141"
            Content-Type: {contentType}
            sec-ch-ua-mobile: ?0
            Accept: */*
            Origin: https://www.shop.example
            Sec-Fetch-Site: same-origin
            Sec-Fetch-Mode: cors
            Sec-Fetch-Dest: empty
            Referer: https://www.shop.example/products/blue-shirt
            Accept-Encoding: gzip, deflate, br, zstd
            Accept-Language: en-GB,en;q=0.9,de;q=0.8
            Cookie: session=5f0c2c1e9d8b4a7f; consent=analytics; _ga=GA1.1.1873652910.1795280000; cart=3; theme=dark; mp_b3b1e6c8d9f04a5e8c7d6b5a49382716_mixpanel=%7B%22distinct_id%22%3A%22jane.doe%40example.com%22%7D


            """.ReplaceLineEndings("\r\n") + body);
    }

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("event", Form, "data=" + Base64(MixpanelEvent.Json(0)), 1, OpenForm),
        new("json", "application/json", MixpanelEvent.Json(0), 1, body => body),
        new("batch", Form, "data=" + Base64(MixpanelEvent.Batch(10)), 10, OpenForm),
    ];

    public string Name { get; }

    public ReadOnlyMemory<byte> Request { get; }

    /// <summary>
    /// What is wrong with a body that reached the vendor, or null. The unfiltered body is checked too: a check that finds
    /// no address there would find none anywhere.
    /// </summary>
    public string? Problem(byte[] received, bool isFiltered)
    {
        var payload = _openPayload(Encoding.ASCII.GetString(received));
        var events = payload.Split("\"event\":\"Product viewed\"").Length - 1;
        if (events != _events)
            return $"the vendor received {events} events in a request, not {_events}";
        if (!payload.Contains("\"sku\":\"BS-1024-M\"", StringComparison.Ordinal))
            return "the vendor received an event without its product";
        return payload.Contains(MixpanelEvent.Email, StringComparison.OrdinalIgnoreCase) == isFiltered
            ? isFiltered ? "the vendor received an e-mail address" : "the unfiltered body has no e-mail address"
            : null;
    }

    private static string Base64(string json) => Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes(json)));

    private static string OpenForm(string body)
    {
        var data = body.Split('&').First(p => p.StartsWith("data=", StringComparison.Ordinal))["data=".Length..];
        return Encoding.UTF8.GetString(Convert.FromBase64String(Uri.UnescapeDataString(data)));
    }
}
