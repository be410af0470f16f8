using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PrivacyProxy.BrowserTests.Wire;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.BrowserTests.Browsing;

/// <summary>
/// One visitor with a fresh browser profile on a page of <c>www.shop.test</c>, the proxy, and Mixpanel's stand-in behind
/// it. Everything that the browser sent, that the vendor took in, and that the console said is kept.
/// </summary>
internal sealed class Visit : IAsyncDisposable
{
    public const string Token = "5a1e0d2c3b4f69788796a5b4c3d2e1f0";

    // As the default, and the group key "company" holds ids.
    private static readonly string s_settings = ProxyUnderTest.DefaultSettings.Replace(
        "\"Path\": \"/mp\",", "\"Path\": \"/mp\", \"Pseudonymise\": [\"company\"],", StringComparison.Ordinal);

    private readonly Pulse _pulse = new();
    private readonly Tap _tap;
    private readonly ConcurrentQueue<string> _console = new();
    private ShopPages? _pages;
    private IBrowserContext _context = null!;
    private bool _isContinued;

    private Visit()
    {
        _tap = new Tap(_pulse);
        Mixpanel = new MixpanelAnswers(_pulse);
    }

    public ProxyUnderTest Proxy { get; private set; } = null!;

    public MixpanelAnswers Mixpanel { get; }

    public IPage Page { get; private set; } = null!;

    /// <summary>Errors on the console, and exceptions that no script caught.</summary>
    public IReadOnlyList<string> ConsoleErrors => [.. _console];

    /// <summary>What the browser sent, preflights left out.</summary>
    public IReadOnlyList<TappedRequest> Sent => [.. _tap.Requests.Where(t => t.Request.Method != "OPTIONS")];

    public IReadOnlyList<TrackedEvent> SentEvents => [.. TrackedEvent.In(Sent.Select(t => t.Request))];

    public IReadOnlyList<TrackedEvent> ReceivedEvents => [.. TrackedEvent.In(Mixpanel.Accepted)];

    public IReadOnlyList<Update> SentUpdates => [.. Update.In(Sent.Select(t => t.Request))];

    public IReadOnlyList<Update> ReceivedUpdates => [.. Update.In(Mixpanel.Accepted)];

    /// <summary>Where the SDK is told to send to.</summary>
    public string ApiHost => $"http://www.shop.test:{Proxy.Url.Port}/mp";

    private string PageOrigin => $"http://www.shop.test:{_pages?.Port ?? Proxy.Url.Port}";

    public static async Task<Visit> Begin(
        Chromium chromium,
        Layout layout = Layout.CrossOrigin,
        string? consent = "analytics",
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        string? settings = null)
    {
        var visit = new Visit { _pages = layout == Layout.CrossOrigin ? await ShopPages.Start() : null };
        visit._context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            // Headless Chromium says so in its user agent, and is taken for a program by the SDK and the proxy alike.
            UserAgent = $"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{chromium.Browser.Version.Split('.')[0]}.0.0.0 Safari/537.36",
            ViewportSize = new ViewportSize { Width = Canaries.Width, Height = Canaries.Height },
            ScreenSize = new ScreenSize { Width = Canaries.Width, Height = Canaries.Height },
            ExtraHTTPHeaders = headers,
        });
        await visit._context.AddCookiesAsync([Cookie("session", Canaries.Cookie)]);
        if (consent is not null)
            await visit._context.AddCookiesAsync([Cookie("consent", consent)]);
        await visit.StartProxy(settings ?? s_settings);
        return visit;
    }

    /// <summary>The same browser profile and pages with a proxy and a vendor that work; this visit is over then.</summary>
    public async Task<Visit> Again()
    {
        await Page.CloseAsync();
        _isContinued = true;
        var visit = new Visit { _pages = _pages, _context = _context };
        await visit.StartProxy(s_settings);
        return visit;
    }

    /// <summary>Opens a page of the site, coming from <paramref name="referrer"/>.</summary>
    public async Task Open(string pathAndQuery = "/", string? referrer = null) =>
        await Page.GotoAsync(PageOrigin + pathAndQuery, new PageGotoOptions { Referer = referrer });

    /// <summary>Initialises the SDK for the proxy.</summary>
    public Task Initialise(PayloadFormat format = PayloadFormat.Base64, bool batch = true, string more = "{}") =>
        Page.EvaluateAsync(
            "([token, config, more]) => { mixpanel.init(token, Object.assign(config, eval('(' + more + ')'))); }",
            new object[]
            {
                Token,
                new Dictionary<string, object>
                {
                    ["api_host"] = ApiHost,
                    ["api_payload_format"] = format == PayloadFormat.Json ? "json" : "base64",
                    ["batch_requests"] = batch,
                    ["batch_flush_interval_ms"] = 100,
                },
                more,
            });

    public Task Run(string script) => Page.EvaluateAsync(script);

    public Task<T> Ask<T>(string script) => Page.EvaluateAsync<T>(script);

    /// <summary>Waits until it is true of what was sent and received.</summary>
    public Task Until(Func<bool> holds) => _pulse.Until(
        holds,
        () => $"sent {Summary(Sent.Select(t => t.Request))}; received {Summary(Proxy.Vendor.Received)}; console: {string.Join(" | ", ConsoleErrors)}");

    public Task UntilSent(params string[] events) => Until(() => events.All(name => SentEvents.Any(e => e.Name == name)));

    public Task UntilReceived(params string[] events) => Until(() => events.All(name => ReceivedEvents.Any(e => e.Name == name)));

    /// <summary>Waits until the SDK's queues are empty and every request is answered.</summary>
    public async Task UntilQuiet()
    {
        await Page.WaitForFunctionAsync(
            "() => Object.keys(localStorage).every(key => !/^__mpq_.*_(ev|pp|gr)$/.test(key) || localStorage.getItem(key) === '[]')");
        await Until(() => _tap.IsQuiet);
    }

    /// <summary>The names and values of the cookies that the browser holds for the site.</summary>
    public async Task<IReadOnlyList<BrowserContextCookiesResult>> Cookies() => await _context.CookiesAsync();

    public async ValueTask DisposeAsync()
    {
        if (!_isContinued)
        {
            await _context.DisposeAsync();
            if (_pages is not null)
                await _pages.DisposeAsync();
        }

        await Proxy.DisposeAsync();
    }

    private async Task StartProxy(string settings)
    {
        Proxy = await ProxyUnderTest.Start(settings, services => services.AddSingleton<IStartupFilter>(_tap));
        Proxy.Vendor.Answer = Mixpanel.Answer;
        Page = await _context.NewPageAsync();
        Page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _console.Enqueue($"{message.Text} ({message.Location})");
        };
        Page.PageError += (_, error) => _console.Enqueue(error);
    }

    private static Cookie Cookie(string name, string value) => new() { Name = name, Value = value, Domain = "www.shop.test", Path = "/" };

    private static string Summary(IEnumerable<ReceivedRequest> requests) =>
        $"[{string.Join(", ", requests.Select(r => $"{r.Method} {Payload.Path(r)} {string.Join('+', Payload.Objects(r).Select(Title))}"))}]";

    private static string Title(JsonElement one) => one.TryGetProperty("event", out var name) ? name.GetString()! : "update";
}
