using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;
using PrivacyProxy.Bots;
using PrivacyProxy.Geo;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Redaction;
using PrivacyProxy.Settings;
using PrivacyProxy.Sites;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Tests.Support;

/// <summary>
/// The steps of the pipeline without server, network and vendor: what the last step has written is what would leave. A
/// request costs microseconds, so that hundreds of thousands can be tried.
/// </summary>
internal sealed class PipelineInProcess
{
    private static readonly Lazy<PipelineInProcess> s_shipped = new(() => new PipelineInProcess([VendorCatalogue.ShippedDirectory]));

    // Whoever it is: of this address, too, only a part may leave.
    private static readonly IPAddress s_visitor = IPAddress.Parse("198.51.100.213");

    private readonly SiteDirectory _directory;

    private PipelineInProcess(IEnumerable<string> profiles)
    {
        var problems = new SettingsProblems();
        var json = ProxyUnderTest.DefaultSettings.Replace("VENDOR", "https://vendor.test", StringComparison.Ordinal);
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        var settings = new SettingsBinder(problems).Bind<ProxySettings>(configuration.GetSection(SettingsFile.Section));
        Catalogue = VendorCatalogue.Load(profiles, problems);
        if (problems.Any)
            throw new InvalidOperationException(SettingsProblem.Print("The profiles", problems.All));
        var compiler = new SiteCompiler(Catalogue, settings, TimeProvider.System);
        _directory = new SiteDirectory([.. settings.Sites.SelectMany(s => s.Value.Hosts.Select(h => (h, compiler.Compile(s.Key, s.Value))))])
        {
            TrustedHops = global::PrivacyProxy.Addresses.TrustedHops.Compile("TrustedProxies", settings.TrustedProxies, problems.Add),
            Bots = new BotCheck(BotPatterns.Load([], problems.Add)),
            OnBot = OnBot.Pass,
            Limits = settings.Limits,
            Time = TimeProvider.System,
            Notices = [],
        };
    }

    /// <summary>The hosts of <see cref="ProxyUnderTest.DefaultSettings"/> with the shipped profiles.</summary>
    public static PipelineInProcess Shipped => s_shipped.Value;

    public VendorCatalogue Catalogue { get; }

    /// <summary>With profiles of another directory over the shipped ones.</summary>
    public static PipelineInProcess With(string profiles) => new([VendorCatalogue.ShippedDirectory, profiles]);

    public SiteVendor Vendor(string host, string vendor) => _directory.Find(host)!.Vendors.Single(v => v.Name == vendor);

    public Departure Run(RequestInProcess request, ChangeLog? log = null)
    {
        var http = new DefaultHttpContext();
        var incoming = http.Request;
        http.Connection.RemoteIpAddress = s_visitor;
        incoming.Method = request.Method;
        incoming.Scheme = "http";
        incoming.Host = new HostString(request.Host);
        incoming.Path = request.Path;
        incoming.QueryString = new QueryString(request.Query.Length == 0 ? "" : "?" + request.Query);
        incoming.Headers.Cookie = Wire.Consent["Cookie: ".Length..];
        foreach (var (name, value) in request.Headers)
            incoming.Headers[name] = StringValues.Concat(incoming.Headers[name], value);
        if (request.ContentType is not null)
            incoming.ContentType = request.ContentType;
        if (request.Body is not null)
        {
            incoming.Body = new MemoryStream(request.Body, writable: false);
            incoming.ContentLength = request.Body.Length;
            http.Features.Set<IHttpRequestBodyDetectionFeature>(HasBody.Instance);
        }

        using var exchange = new Exchange(http, _directory, _ => Place.Unknown, log);
        foreach (var step in Steps.All)
        {
            var running = step.Run(exchange);
            if (!running.IsCompleted)
                throw new InvalidOperationException($"The step {step.Name} waits, although everything is in memory.");
            var verdict = running.Result;
            if (verdict.Kind != VerdictKind.Continue)
                return Departure.None(step.Name, verdict.Kind == VerdictKind.Drop ? verdict.DropReason.Name() : verdict.RefusalReason.Name(), verdict.Status);
        }

        return new Departure(
            null,
            "",
            0,
            exchange.OutgoingPath,
            Encoding.UTF8.GetString(exchange.OutgoingQuery.Span),
            [.. exchange.OutgoingHeaders],
            exchange.OutgoingContentType,
            exchange.HasOutgoingBody ? exchange.OutgoingBody.Span.ToArray() : []);
    }

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public static readonly HasBody Instance = new();

        public bool CanHaveBody => true;
    }
}

/// <summary>A request as the server would hand it over.</summary>
internal sealed record RequestInProcess(string Method, string Path)
{
    public string Host { get; init; } = Wire.Host;

    /// <summary>Without the question mark.</summary>
    public string Query { get; init; } = "";

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public string? ContentType { get; init; }

    public byte[]? Body { get; init; }

    public static RequestInProcess Post(string path, string type, byte[] body) => new("POST", path) { ContentType = type, Body = body };

    public static RequestInProcess Post(string path, string type, string body) => Post(path, type, Encoding.UTF8.GetBytes(body));
}

/// <summary>What would leave, or where and why nothing does.</summary>
internal sealed record Departure(
    string? StoppedAt,
    string Reason,
    int Status,
    string Path,
    string Query,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    string? ContentType,
    byte[] Body)
{
    public bool Leaves => StoppedAt is null;

    public string BodyText => Encoding.UTF8.GetString(Body);

    /// <summary>All surfaces, for those who search them for what must not be there.</summary>
    public byte[] Everything =>
    [
        .. Encoding.UTF8.GetBytes(
            $"{Path}?{Query}\n{string.Join('\n', Headers.Select(h => $"{h.Key}: {h.Value}"))}\n{ContentType}\n\n"),
        .. Body,
    ];

    public static Departure None(string step, string reason, int status) => new(step, reason, status, "", "", [], null, []);
}
