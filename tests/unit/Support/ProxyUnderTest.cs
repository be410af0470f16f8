using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivacyProxy.Hosting;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Settings;

namespace PrivacyProxy.Tests.Support;

/// <summary>
/// The whole proxy on a loopback port that the system chooses, in front of a recording vendor, with its logs and metrics
/// kept for the test to look at.
/// </summary>
internal sealed class ProxyUnderTest : IAsyncDisposable
{
    /// <summary>The hosts <c>www.shop.test</c> (balanced) and <c>strict.shop.test</c>, with both vendors; and
    /// <c>recorded.shop.test</c>, whose session replays leave masked.</summary>
    public const string DefaultSettings = """
        {
          "PrivacyProxy": {
            "Bots": { "OnBot": "pass" },
            "Sites": {
              "shop": {
                "Hosts": ["www.shop.test"],
                "Origins": ["http://www.shop.test:8080"],
                "PseudonymKey": "c2hvcC1zaG9wLXNob3Atc2hvcC1zaG9wLXNob3Atc2hvcC1zaG9w",
                "Consent": { "Source": "cookie", "Cookie": "consent" },
                "Vendors": {
                  "mixpanel": { "Path": "/mp", "Upstream": "VENDOR", "ScriptUpstream": "VENDOR", "Routes": { "/e": "/track", "/p": "/engage" } },
                  "mautic": { "Path": "/ma", "Upstream": "VENDOR", "Pages": ["/spring-sale"] }
                }
              },
              "recorded": {
                "Hosts": ["recorded.shop.test"],
                "PseudonymKey": "cmVjb3JkZWQtcmVjb3JkZWQtcmVjb3JkZWQtcmVjb3JkZWQtcmU=",
                "Consent": { "Source": "cookie", "Cookie": "consent" },
                "Vendors": { "mixpanel": { "Path": "/mp", "Upstream": "VENDOR", "SessionReplay": "mask" } }
              },
              "strict": {
                "Hosts": ["strict.shop.test"],
                "Preset": "strict",
                "PseudonymKey": "c3RyaWN0LXN0cmljdC1zdHJpY3Qtc3RyaWN0LXN0cmljdC1zdHI=",
                "Consent": { "Source": "cookie", "Cookie": "consent" },
                "Vendors": {
                  "mixpanel": { "Path": "/mp", "Upstream": "VENDOR", "ScriptUpstream": "VENDOR" },
                  "mautic": { "Path": "/ma", "Upstream": "VENDOR" }
                }
              }
            }
          }
        }
        """;

    private readonly WebApplication _app;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _counts = new();
    private readonly Arrivals _arrivals = new();

    private ProxyUnderTest(WebApplication app, RecordingVendor vendor, KeptLog log)
    {
        (_app, Vendor, Log) = (app, vendor, log);
        var meters = app.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // The server counts its connections under the same scope.
            if (instrument.Meter.Scope == meters && instrument.Meter.Name == PipelineMetrics.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            _counts.Enqueue($"{instrument.Name.Split('.')[^1]} {string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))} +{value}");
            _arrivals.Look();
        });
        _listener.Start();
    }

    public RecordingVendor Vendor { get; }

    public KeptLog Log { get; }

    /// <summary>Each count as a line: <c>dropped site=shop vendor=mixpanel step=read_consent reason=gpc +1</c>.</summary>
    public IReadOnlyList<string> Counts => [.. _counts];

    public Uri Url => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    /// <param name="settings">JSON; <c>VENDOR</c> is replaced by the recording vendor's URL.</param>
    /// <param name="adjust">Replaces services.</param>
    public static async Task<ProxyUnderTest> Start(string settings = DefaultSettings, Action<IServiceCollection>? adjust = null)
    {
        var vendor = await RecordingVendor.Start();
        var json = settings.Replace("VENDOR", vendor.Url, StringComparison.Ordinal);
        return await Start(
            Path.Combine(AppContext.BaseDirectory, "config", "proxy.json"),
            (configuration, _) => configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))),
            vendor,
            adjust);
    }

    /// <summary>Reads the settings as <c>run</c> does: from a file and a directory of secrets, which are watched, and the environment.</summary>
    public static Task<ProxyUnderTest> StartFromFile(string configFile, string secrets, RecordingVendor vendor) =>
        Start(configFile, (configuration, broken) => SettingsFile.AddTo(configuration, configFile, secrets, broken.Is), vendor, null);

    private static async Task<ProxyUnderTest> Start(
        string configFile, Action<IConfigurationBuilder, BrokenFile> addSources, RecordingVendor vendor, Action<IServiceCollection>? adjust)
    {
        var log = new KeptLog();
        var problems = new SettingsProblems();
        var broken = new BrokenFile();
        var app = ProxyHost.Build(
            configFile,
            builder =>
            {
                addSources(builder.Configuration, broken);
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                builder.Logging.ClearProviders().AddProvider(log);
                adjust?.Invoke(builder.Services);
            },
            broken,
            problems) ?? throw new InvalidOperationException(SettingsProblem.Print("The test's settings", problems.All));
        var proxy = new ProxyUnderTest(app, vendor, log);
        await app.StartAsync();
        return proxy;
    }

    /// <summary>Ends when so many requests are accounted for; callers get their answers a moment earlier.</summary>
    public Task Accounted(long requests) => _arrivals.Until(
        () => Counts.Count(c => !c.StartsWith("received", StringComparison.Ordinal)) >= requests,
        () => $"{requests} requests, there are\n{string.Join('\n', Counts)}");

    /// <summary>Sends the bytes over a connection of their own and reads the answer to its end.</summary>
    public Task<RawAnswer> Send(byte[] request) => RawAnswer.Get(Url, request);

    public Task<RawAnswer> Send(string request) => Send(Encoding.Latin1.GetBytes(request));

    public long Count(string startsWith) =>
        Counts.Where(c => c.StartsWith(startsWith, StringComparison.Ordinal)).Sum(c => long.Parse(c[(c.LastIndexOf('+') + 1)..], null));

    /// <summary>Forgets what was counted and received; the caller has seen to it that no request is under way.</summary>
    public void Forget()
    {
        _counts.Clear();
        Vendor.Forget();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _app.DisposeAsync();
        await Vendor.DisposeAsync();
    }
}
