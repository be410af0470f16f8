using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Settings;

/// <summary>The settings file is replaced while requests run: none of them notices a bad change, all of them a good one.</summary>
public sealed class ReloadUnderLoadTests : IDisposable
{
    private const string Key = "a2V5LWtleS1rZXkta2V5LWtleS1rZXkta2V5LWtleS1rZXk=";
    private const string OtherKey = "b3RoZXItb3RoZXItb3RoZXItb3RoZXItb3RoZXItb3RoZXI=";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("reload-");

    private string ConfigFile => Path.Combine(_directory.FullName, "proxy.json");

    private string Secrets => Path.Combine(_directory.FullName, "secrets");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task No_request_fails_while_settings_become_better_worse_and_better()
    {
        await using var first = await RecordingVendor.Start();
        await using var second = await RecordingVendor.Start();
        Write(Settings("www.shop.test", first.Url));
        await using var proxy = await ProxyUnderTest.StartFromFile(ConfigFile, Secrets, first);

        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 2).Select(_ => Load(proxy, stop.Token)).ToList();

        // Another vendor and a further host.
        Write(Settings("www.shop.test\", \"new.shop.test", second.Url));
        await proxy.Log.Logged("Settings were reloaded", times: 1);
        second.Forget();
        Assert.Equal(200, (await proxy.Send(Event("new.shop.test"))).Status);
        await second.Arrived(2);

        // All problems at once; the former settings go on.
        Write(Settings("https://nonsense/\", \"new.shop.test", "ftp://x").Replace("\"Path\": \"/mp\"", "\"Path\": \"mp\", \"TimeoutSeconds\": 0, \"Speling\": 1", StringComparison.Ordinal));
        await proxy.Log.Logged("Changed settings were refused", times: 1);
        var refused = proxy.Log.Lines.Single(l => l.Contains("Changed settings were refused", StringComparison.Ordinal));
        foreach (var problem in new[] { "Hosts:0", "Upstream", "mixpanel:Path", "TimeoutSeconds", "Speling" })
            Assert.Contains(problem, refused, StringComparison.Ordinal);
        Assert.Equal(200, (await proxy.Send(Event("new.shop.test"))).Status);

        // No JSON at all.
        Write("{ \"PrivacyProxy\": { \"Sites\": ");
        await proxy.Log.Logged("Changed settings were refused", times: 2);
        Assert.Equal(200, (await proxy.Send(Event("new.shop.test"))).Status);

        // The file is gone for a while.
        File.Delete(ConfigFile);
        await proxy.Log.Logged("Changed settings were refused", times: 3);
        Assert.Equal(200, (await proxy.Send(Event("new.shop.test"))).Status);

        Write(Settings("www.shop.test", first.Url));
        await proxy.Log.Logged("Settings were reloaded", times: 2);
        Assert.Equal(404, (await proxy.Send(Event("new.shop.test"))).Status);

        await stop.CancelAsync();
        var sent = (await Task.WhenAll(load)).Sum();
        Assert.True(sent > 0);
        await proxy.Accounted(sent + 5);
        Assert.Equal(sent + 4, proxy.Count("forwarded"));
        Assert.Equal(0, proxy.Count("failed") + proxy.Count("dropped"));
    }

    [Fact]
    public async Task A_secret_file_overrides_the_file_and_is_watched_and_other_programs_secrets_are_not_read()
    {
        Directory.CreateDirectory(Secrets);
        await using var vendor = await RecordingVendor.Start();
        Write(Settings("www.shop.test", vendor.Url));
        await File.WriteAllTextAsync(Path.Combine(Secrets, "PrivacyProxy__Sites__shop__PseudonymKey"), Key + "\n");
        await File.WriteAllTextAsync(Path.Combine(Secrets, "OtherProgram__Key"), "other");
        await using var proxy = await ProxyUnderTest.StartFromFile(ConfigFile, Secrets, vendor);
        Assert.DoesNotContain(proxy.Log.Lines, l => l.Contains("PseudonymKey", StringComparison.Ordinal));
        var before = await Pseudonym(proxy, vendor);

        await File.WriteAllTextAsync(Path.Combine(Secrets, "PrivacyProxy__Sites__shop__PseudonymKey"), OtherKey);
        await proxy.Log.Logged("Settings were reloaded");
        Assert.NotEqual(before, await Pseudonym(proxy, vendor));

        // A secret that is none is refused, and not quoted.
        await File.WriteAllTextAsync(Path.Combine(Secrets, "PrivacyProxy__Sites__shop__PseudonymKey"), "not-base64-at-all!");
        await proxy.Log.Logged("Changed settings were refused");
        Assert.DoesNotContain(proxy.Log.Lines, l => l.Contains("not-base64", StringComparison.Ordinal) || l.Contains(Key, StringComparison.Ordinal));
    }

    private static async Task<string> Pseudonym(ProxyUnderTest proxy, RecordingVendor vendor)
    {
        vendor.Forget();
        Assert.Equal(200, (await proxy.Send(Event("www.shop.test"))).Status);
        return Assert.Single(vendor.Received).BodyText;
    }

    private static async Task<int> Load(ProxyUnderTest proxy, CancellationToken stop)
    {
        var sent = 0;
        while (!stop.IsCancellationRequested)
        {
            var answer = await proxy.Send(Event("www.shop.test"));
            Assert.Equal((200, "1"), (answer.Status, answer.BodyText));
            sent++;
        }

        return sent;
    }

    private static byte[] Event(string host) => Wire.Post("/mp/track", Wire.Json, Wire.Event, "Host: " + host);

    // Replaced in one move, as configuration tools do.
    private void Write(string json)
    {
        var next = Path.Combine(_directory.FullName, "next.tmp");
        File.WriteAllText(next, json);
        File.Move(next, ConfigFile, overwrite: true);
    }

    private static string Settings(string hosts, string upstream) => $$"""
        {
          "PrivacyProxy": {
            "Bots": { "OnBot": "pass" },
            "Sites": {
              "shop": {
                "Hosts": ["{{hosts}}"],
                "Consent": { "Source": "cookie", "Cookie": "consent" },
                "Vendors": { "mixpanel": { "Path": "/mp", "Upstream": "{{upstream}}" } }
              }
            }
          }
        }
        """;
}
