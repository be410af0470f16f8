using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using PrivacyProxy.Forwarding;
using PrivacyProxy.Geo;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Settings;
using PrivacyProxy.Sites;

namespace PrivacyProxy.Hosting;

/// <summary>Puts the rooms together and runs them on Kestrel.</summary>
internal static class ProxyHost
{
    private const string DefaultUrl = "http://localhost:8080";

    /// <summary>The command <c>run</c>.</summary>
    /// <returns>The exit code: 1 when the settings have problems; nothing was started then.</returns>
    public static async Task<int> Run(string configFile, string secrets, CancellationToken cancelled)
    {
        var problems = new SettingsProblems();
        if (SettingsFile.Read(configFile, secrets, problems) is null
            || FromFile(configFile, secrets, problems) is not { } app)
        {
            await Console.Error.WriteAsync(SettingsProblem.Print(configFile, problems.All));
            await Console.Error.WriteLineAsync();
            await Console.Error.WriteLineAsync("Nothing was started.");
            return 1;
        }

        return await Run(app, () => Task.CompletedTask, cancelled);
    }

    /// <summary>Starts the server, tells so, and waits for the end. An address that is taken is said in words.</summary>
    public static async Task<int> Run(WebApplication app, Func<Task> started, CancellationToken cancelled)
    {
        await using (app)
        {
            try
            {
                await app.StartAsync(cancelled);
            }
            catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
            {
                await Console.Error.WriteLineAsync(
                    $"{e.Message} Stop the other program, or choose another address: --port for the demo, ASPNETCORE_URLS=http://localhost:9090 or the section Kestrel for the proxy.");
                return 1;
            }

            await started();
            await app.WaitForShutdownAsync(cancelled);
        }

        return 0;
    }

    private static WebApplication? FromFile(string configFile, string secrets, SettingsProblems problems)
    {
        var broken = new BrokenFile();
        return Build(configFile, builder => SettingsFile.AddTo(builder.Configuration, configFile, secrets, broken.Is), broken, problems);
    }

    /// <summary>The whole proxy, not yet started; null when the settings have problems.</summary>
    /// <param name="configFile">Relative paths in the settings begin beside it.</param>
    /// <param name="adjust">Adds the sources of the settings, and replaces services for who needs others.</param>
    /// <param name="broken">Where a configuration file that can't be read is noted.</param>
    /// <param name="problems">Everything that is wrong.</param>
    public static WebApplication? Build(string configFile, Action<WebApplicationBuilder> adjust, BrokenFile broken, SettingsProblems problems)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            // The framework would watch an appsettings.json that is not there, and watchers are few.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        adjust(builder);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(ConfigureServer);
        if (builder.Configuration["urls"] is null && builder.Configuration["HTTP_PORTS"] is null && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(DefaultUrl);
        ConfigureLogging(builder.Logging);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<PlaceLookup>(_ => _ => Place.Unknown);
        builder.Services.AddSingleton<DistributedContextPropagator, NoPropagation>();
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton<VendorConnections>();
        builder.Services.AddSingleton<VendorForwarder>();
        builder.Services.AddSingleton<PipelineMetrics>();
        builder.Services.AddSingleton<PrivacyPipeline>();
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not null)
            builder.Services.AddSingleton(Exporter());

        var time = (TimeProvider?)builder.Services.Last(s => s.ServiceType == typeof(TimeProvider)).ImplementationInstance ?? TimeProvider.System;
        var loader = new DirectoryLoader(configFile, time);
        if (loader.Load(builder.Configuration, problems) is not { } loaded)
            return null;
        var live = new LiveSettings(loaded.Directory);
        builder.Services.AddSingleton(live);

        var app = builder.Build();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("PrivacyProxy.Settings");
        foreach (var notice in loaded.Directory.Notices)
            log.Notice(notice);
        _ = new SettingsReload(app.Configuration, configFile, broken, loader, live, log, app.Lifetime.ApplicationStopping);
        var pipeline = app.Services.GetRequiredService<PrivacyPipeline>();
        app.Map("/.privacyproxy/live", () => Results.Text("live\n"));
        app.Map("/.privacyproxy/ready", () => Results.Text("ready\n"));
        // Written out, because the default pattern leaves out every path that ends like a file: scripts and pixels.
        app.MapFallback("{**path}", pipeline.Handle);
        return app;
    }

    /// <summary>Sends the metrics where the standard OTEL_* environment variables say.</summary>
    private static MeterProvider Exporter() =>
        Sdk.CreateMeterProviderBuilder().AddMeter(PipelineMetrics.MeterName, "Microsoft.AspNetCore.Server.Kestrel").AddOtlpExporter().Build();

    private static void ConfigureServer(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        // Our own limit answers 413 with the headers that SDKs need; the server's is the last line behind it.
        server.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
        // Analytics cookies are long: pages with 16 KB of them are seen in the wild.
        server.Limits.MaxRequestHeadersTotalSize = 64 * 1024;
        server.Limits.MaxRequestLineSize = 64 * 1024;
        server.Limits.MaxRequestBufferSize = 1024 * 1024;
    }

    /// <summary>
    /// Only our own sentences are logged, and the host's. The frameworks below log request URLs and exceptions with them.
    /// </summary>
    private static void ConfigureLogging(ILoggingBuilder logging)
    {
        logging.Services.PostConfigure<LoggerFilterOptions>(filters =>
        {
            // The section Logging of a configuration file could switch them on again, so its rules are taken out.
            filters.Rules.Clear();
            filters.MinLevel = LogLevel.None;
            filters.Rules.Add(new LoggerFilterRule(null, "PrivacyProxy", LogLevel.Information, null));
            filters.Rules.Add(new LoggerFilterRule(null, "Microsoft.Hosting.Lifetime", LogLevel.Information, null));
        });
    }
}
