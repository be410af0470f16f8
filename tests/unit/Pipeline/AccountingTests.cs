using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Pipeline;

/// <summary>received = forwarded + dropped + refused + failed, exactly, whatever comes at the same time.</summary>
public sealed class AccountingTests
{
    private const int Rounds = 200;
    private const string Browser = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    // Each line: what is sent, and the account it belongs to.
    private static readonly (byte[] Request, string Account)[] s_mix =
    [
        (Wire.Post("/mp/track", Wire.Json, Wire.Event, Browser), "forwarded site=shop vendor=mixpanel "),
        (Wire.Get("/mp/track?data=" + Wire.Base64Url(Wire.Event), Browser), "forwarded site=shop vendor=mixpanel "),
        (Wire.Post("/ma/mtc/event", Wire.Form, "page_title=Shop", Browser), "forwarded site=shop vendor=mautic "),
        (Wire.Head("OPTIONS", "/mp/track", "Origin: http://www.shop.test:8080", "Access-Control-Request-Method: POST"), "dropped site=shop vendor=mixpanel step=answer_preflight reason=preflight "),
        (Wire.Head("GET", "/mp/track?data=e30", "Cookie: a=b"), "dropped site=shop vendor=mixpanel step=read_consent reason=consent_undecided "),
        (Wire.Head("GET", "/ma/mtracking.gif", "Cookie: consent="), "dropped site=shop vendor=mautic step=read_consent "),
        (Wire.Get("/mp/track?data=e30", "Sec-GPC: 1", Browser), "dropped site=shop vendor=mixpanel step=read_consent reason=gpc "),
        (Wire.Get("/mp/track?data=e30", "User-Agent: Googlebot/2.1 (+http://www.google.com/bot.html)"), "dropped site=shop vendor=mixpanel step=check_bot reason=bot "),
        (Wire.Post("/mp/track", Wire.Json, "{", Browser), "dropped site=shop vendor=mixpanel step=redact_body reason=unreadable "),
        (Wire.Get("/mp/track?data=e30&data=e30", Browser), "dropped site=shop vendor=mixpanel step=redact_query reason=ambiguous "),
        (Wire.Post("/mp/track", Wire.Json, "{\"$email\":1}", Browser), "dropped site=shop vendor=mixpanel step=redact_body reason=empty "),
        (Wire.Head("GET", "/", "Host: www.other.test"), "refused site= vendor= step=select_site reason=unknown_host "),
        (Wire.Get("/ma/s/login"), "refused site=shop vendor=mautic step=select_site reason=unknown_path "),
        (Wire.Head("PUT", "/mp/track", "Content-Length: 0"), "refused site=shop vendor=mixpanel step=select_site reason=method_not_allowed "),
        (Wire.Post("/mp/record", Wire.Json, "{}"), "refused site=shop vendor=mixpanel step=select_site reason=endpoint_refused "),
        (Wire.Get("/mp/track", "Upgrade: websocket"), "refused site= vendor= step=select_site reason=upgrade "),
        (Wire.Post("/mp/track", Wire.Json, new string(' ', 5000), Browser), "refused site=shop vendor=mixpanel step=read_body reason=too_large "),
        (Wire.Post("/mp/track", "text/html", "x", Browser), "refused site=shop vendor=mixpanel step=redact_body reason=media_type "),
        (Wire.Get("/broken/track?data=" + Wire.Base64Url(Wire.Event), Browser), "failed site=broken vendor=mixpanel step=forward reason=vendor_unreachable "),
    ];

    [Fact]
    public async Task Thousands_of_requests_at_once_are_each_accounted_for_exactly_once()
    {
        await using var proxy = await ProxyUnderTest.Start(Settings(BrokenVendor.ClosedUrl()));
        var asked = Enumerable.Range(0, 8).Select(async worker =>
        {
            for (var round = worker; round < Rounds; round += 8)
            {
                foreach (var (request, account) in s_mix)
                    Assert.NotEqual(0, (await proxy.Send(OnBroken(request))).Status);
            }
        });
        await Task.WhenAll(asked);
        await proxy.Accounted(Rounds * s_mix.Length);

        Assert.Equal(Rounds * s_mix.Length, proxy.Count("received"));
        foreach (var account in s_mix.Select(m => m.Account).Distinct())
            Assert.Equal(Rounds * s_mix.Count(m => m.Account == account), proxy.Count(account));
        Assert.Equal(2 * Rounds * s_mix.Length, proxy.Counts.Count);
        Assert.Equal(proxy.Count("forwarded"), proxy.Vendor.Received.Count);
    }

    [Fact]
    public async Task Callers_that_go_away_in_the_middle_are_accounted_for_too()
    {
        const int callers = 100;
        await using var proxy = await ProxyUnderTest.Start();
        var arrived = Enumerable.Range(0, callers).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        proxy.Vendor.Answer = async http =>
        {
            // Until the proxy, whose caller is gone, gives up.
            if (http.Request.Query.TryGetValue("_", out var number))
            {
                arrived[int.Parse(number.ToString(), null)].SetResult();
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }
            else
            {
                await http.Response.WriteAsync("1");
            }
        };
        var gone = Enumerable.Range(0, callers).Select(async i =>
        {
            // In the middle of the body; or while the vendor thinks.
            if (i % 2 == 0)
                await Leave(proxy, Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(Wire.Post("/mp/track", Wire.Json, Wire.Event))[..^20]), null);
            else
                await Leave(proxy, Wire.Post($"/mp/track?_={i}", Wire.Json, Wire.Event), () => arrived[i].Task);
            Assert.Equal(200, (await proxy.Send(Wire.Post("/mp/track", Wire.Json, Wire.Event))).Status);
        });
        await Task.WhenAll(gone);
        await proxy.Accounted(2 * callers);

        Assert.Equal(2 * callers, proxy.Count("received"));
        Assert.Equal(2 * callers, proxy.Count("forwarded") + proxy.Count("dropped") + proxy.Count("refused") + proxy.Count("failed"));
        Assert.Equal(callers, proxy.Count("forwarded"));
        Assert.Equal(callers / 2, proxy.Count("failed site=shop vendor=mixpanel step=forward reason=caller_gone"));
        Assert.Equal(0, proxy.Count("dropped site=shop vendor=mixpanel step=read_body reason=step_failed"));
    }

    private static async Task Leave(ProxyUnderTest proxy, byte[] request, Func<Task>? when)
    {
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(enable: true, seconds: 0) };
        await client.ConnectAsync(proxy.Url.Host, proxy.Url.Port);
        await client.SendAsync(request);
        if (when is not null)
            await when();
        else
            client.Shutdown(SocketShutdown.Send);
    }

    private static byte[] OnBroken(byte[] request)
    {
        var text = Encoding.Latin1.GetString(request);
        return text.StartsWith("GET /broken/", StringComparison.Ordinal)
            ? Encoding.Latin1.GetBytes(text.Replace("/broken/", "/mp/", StringComparison.Ordinal).Replace("www.shop.test", "broken.shop.test", StringComparison.Ordinal))
            : request;
    }

    private static string Settings(string closed) => $$"""
        {
          "PrivacyProxy": {
            "Limits": { "BodyBytes": 4096 },
            "Bots": { "OnBot": "drop" },
            "Sites": {
              "shop": {
                "Hosts": ["www.shop.test"],
                "Consent": { "Source": "cookie", "Cookie": "consent" },
                "Vendors": {
                  "mixpanel": { "Path": "/mp", "Upstream": "VENDOR" },
                  "mautic": { "Path": "/ma", "Upstream": "VENDOR" }
                }
              },
              "broken": {
                "Hosts": ["broken.shop.test"],
                "Consent": { "Source": "cookie", "Cookie": "consent" },
                "Vendors": { "mixpanel": { "Path": "/mp", "Upstream": "{{closed}}" } }
              }
            }
          }
        }
        """;
}
