using System.Collections.Concurrent;
using System.Net;
using Yarp.ReverseProxy.Forwarder;

namespace PrivacyProxy.Forwarding;

/// <summary>
/// The connections to all vendors, pooled by authority. They know no cookies, follow no redirects, and carry no trace
/// ids: those would join one visitor's requests at the vendor.
/// </summary>
internal sealed class VendorConnections : IDisposable
{
    private readonly ConcurrentDictionary<TimeSpan, ForwarderRequestConfig> _configs = new();

    public HttpMessageInvoker Invoker { get; } = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // Vendors move; a connection that is never renewed keeps the address it began with.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 32,
    });

    public ForwarderRequestConfig ConfigFor(TimeSpan timeout) => _configs.GetOrAdd(timeout, static t => new ForwarderRequestConfig
    {
        ActivityTimeout = t,
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        AllowResponseBuffering = true,
    });

    public void Dispose() => Invoker.Dispose();
}
