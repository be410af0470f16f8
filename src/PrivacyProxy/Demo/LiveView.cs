using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using PrivacyProxy.Consent;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Redaction;
using Account = PrivacyProxy.Pipeline.PipelineMetrics.Outcome;

namespace PrivacyProxy.Demo;

/// <summary>
/// Shows every request of the demo before and after. It holds raw data of whoever clicks in the demo, in memory, for the
/// last two hundred requests; the running proxy has no such thing.
/// </summary>
internal sealed class LiveView(StandInVendors vendors, TimeProvider time)
{
    private const int Kept = 200;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private readonly ConcurrentDictionary<Channel<string>, bool> _viewers = new();
    private readonly Queue<string> _history = new();
    private readonly Lock _lock = new();
    private long _id;
    private ShownCounts _counts = new(0, 0, 0, 0, 0);

    public string History
    {
        get
        {
            lock (_lock)
                return "[" + string.Join(',', _history) + "]";
        }
    }

    /// <summary>Told by the pipeline when a request is over.</summary>
    public void Show(Exchange exchange, Account account, string reason)
    {
        if (exchange.Http.Features.Get<SentRequest>() is not { } sent)
            return;
        lock (_lock)
        {
            _counts = _counts with
            {
                Received = _counts.Received + 1,
                Forwarded = _counts.Forwarded + (account == Account.Forwarded ? 1 : 0),
                Dropped = _counts.Dropped + (account == Account.Dropped ? 1 : 0),
                Refused = _counts.Refused + (account == Account.Refused ? 1 : 0),
                Failed = _counts.Failed + (account == Account.Failed ? 1 : 0),
            };
            var shown = new ShownExchange(
                ++_id,
                time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                exchange.Site?.Name ?? "",
                exchange.Vendor?.Name ?? "",
                exchange.Http.Request.Method,
                exchange.Http.Request.Path.Value ?? "",
                account.ToString().ToLowerInvariant(),
                reason.Length == 0 ? null : reason,
                [.. Fields(exchange, sent, account)],
                _counts);
            var json = JsonSerializer.Serialize(shown, s_json);
            _history.Enqueue(json);
            if (_history.Count > Kept)
                _history.Dequeue();
            foreach (var viewer in _viewers.Keys)
                viewer.Writer.TryWrite(json);
        }
    }

    /// <summary>Server-sent events, until the viewer leaves.</summary>
    public async Task Stream(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        var channel = Channel.CreateBounded<string>(new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest });
        _viewers[channel] = true;
        try
        {
            await http.Response.WriteAsync(": open\n\n", http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await foreach (var json in channel.Reader.ReadAllAsync(http.RequestAborted))
            {
                await http.Response.WriteAsync($"data: {json}\n\n", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The viewer has gone, or the demo ends.
        }
        finally
        {
            _viewers.TryRemove(channel, out _);
        }
    }

    private IEnumerable<ShownField> Fields(Exchange exchange, SentRequest sent, Account account)
    {
        var query = Encoding.ASCII.GetString(exchange.OutgoingQuery.Span);
        var target = query.Length == 0 ? exchange.OutgoingPath : exchange.OutgoingPath + "?" + query;
        var arrived = account == Account.Forwarded ? vendors.Take(target, exchange.HasOutgoingBody ? exchange.OutgoingBody.Span : []) : null;
        var headers = arrived?.Headers ?? [];
        var address = headers.Where(h => h.Key == exchange.Vendor?.AddressHeader).Select(h => h.Value).FirstOrDefault();
        IEnumerable<ShownField> fields =
        [
            new ShownField("address", "address", sent.Address, address, address is null ? "removed" : address == sent.Address ? "kept" : "truncated"),
            .. Comparison.Of("query", Flattened.Parameters(exchange.Http.Request.QueryString.Value ?? ""), Flattened.Parameters(arrived is null ? "" : query), exchange.Log),
            .. Comparison.Of("header", Shown(exchange.Http.Request.Headers.Select(h => new KeyValuePair<string, string>(h.Key, h.Value.ToString()))),
                Shown(headers.Where(h => h.Key != exchange.Vendor?.AddressHeader)), exchange.Log),
            .. Comparison.Of("cookie", Cookies(exchange.Http.Request.Headers.Cookie), Cookies(headers.Where(h => h.Key == "Cookie").Select(h => h.Value).ToArray()), null),
            .. Comparison.Of("body", Flattened.Body(sent.Body), arrived is null ? [] : Flattened.Body(arrived.Body), exchange.Log),
        ];
        return fields;
    }

    // The connection's own headers say nothing of the visitor.
    private static List<KeyValuePair<string, string>> Shown(IEnumerable<KeyValuePair<string, string>> headers) =>
        [.. headers.Where(h => h.Key is not ("Host" or "Connection" or "Content-Length" or "Content-Type" or "Cookie" or "Accept" or "Accept-Encoding"))];

    private static List<KeyValuePair<string, string>> Cookies(Microsoft.Extensions.Primitives.StringValues lines)
    {
        var cookies = new List<KeyValuePair<string, string>>();
        foreach (var cookie in new CookieLines(lines))
            cookies.Add(new(cookie.Name.ToString(), cookie.Value.ToString()));
        return cookies;
    }
}

/// <summary>What the browser sent, kept beside the request because reading the body uses it up.</summary>
internal sealed record SentRequest(string Address, byte[] Body);
