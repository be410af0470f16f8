using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Hostile;

/// <summary>HTTP/2 over TLS obeys the same rules as HTTP/1.1.</summary>
public sealed class Http2Tests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("http2-");

    private readonly SocketsHttpHandler _handler = new();
    private string _certificate = "";

    // The one certificate that this test made a moment ago.
    public Http2Tests() =>
        _handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString(HashAlgorithmName.SHA256) == _certificate;

    public void Dispose()
    {
        _handler.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task An_event_over_http_2_is_forwarded_with_consent_and_dropped_without()
    {
        await using var proxy = await ProxyUnderTest.Start(Settings());
        using var client = new HttpClient(_handler, disposeHandler: false);
        foreach (var consent in new[] { "consent=analytics", "consent=none" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(proxy.Url, "/mp/track"))
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new StringContent(Wire.Event, Encoding.UTF8, "application/json"),
            };
            request.Headers.Host = Wire.Host;
            request.Headers.Add("Cookie", consent);
            using var answer = await client.SendAsync(request);
            Assert.Equal(HttpVersion.Version20, answer.Version);
            Assert.Equal("1", await answer.Content.ReadAsStringAsync());
            Assert.Equal("max-age=63072000", answer.Headers.GetValues("Strict-Transport-Security").Single());
        }

        await proxy.Accounted(2);
        Assert.Single(proxy.Vendor.Received);
        Assert.Equal((1, 1), (proxy.Count("forwarded"), proxy.Count("dropped site=shop vendor=mixpanel step=read_consent")));
    }

    [Fact]
    public async Task An_extended_connect_is_refused()
    {
        await using var proxy = await ProxyUnderTest.Start(Settings());
        using var invoker = new HttpMessageInvoker(_handler, disposeHandler: false);
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.SetRequestHeader("Host", Wire.Host);
        var url = new UriBuilder(new Uri(proxy.Url, "/mp/track")) { Scheme = "wss" }.Uri;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(url, invoker, default));
        await proxy.Accounted(1);
        Assert.Equal(1, proxy.Count("refused site= vendor= step=select_site reason=upgrade"));
        Assert.Empty(proxy.Vendor.Received);
    }

    private string Settings()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + Wire.Host, key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _certificate = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        var file = Path.Combine(_directory.FullName, "test.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, "test"));
        return ProxyUnderTest.DefaultSettings.Replace(
            "\"PrivacyProxy\": {",
            $$"""
            "Kestrel": { "Endpoints": { "tls": { "Url": "https://127.0.0.1:0", "Certificate": { "Path": "{{file}}", "Password": "test" } } } },
            "PrivacyProxy": {
            """,
            StringComparison.Ordinal);
    }
}
