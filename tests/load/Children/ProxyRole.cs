using System.Text;
using PrivacyProxy.Hosting;
using PrivacyProxy.Settings;

namespace PrivacyProxy.Load.Children;

/// <summary>PrivacyProxy as a site would run it: consent asked, bots dropped, ids pseudonymised, the balanced preset.</summary>
internal static class ProxyRole
{
    private const string Settings = """
        {
          "PrivacyProxy": {
            "Bots": { "OnBot": "drop" },
            "Sites": {
              "shop": {
                "Hosts": ["www.shop.example"],
                "PseudonymKey": "bG9hZC1sb2FkLWxvYWQtbG9hZC1sb2FkLWxvYWQtbG9hZC1sb2Fk",
                "Consent": { "Source": "cookie", "Cookie": "consent" },
                "Vendors": { "mixpanel": { "Path": "/mp", "Upstream": "VENDOR" } }
              }
            }
          }
        }
        """;

    public static Task<int> Run(string upstream)
    {
        var problems = new SettingsProblems();
        var json = Settings.Replace("VENDOR", upstream, StringComparison.Ordinal);
        var app = ProxyHost.Build(
            Path.Combine(AppContext.BaseDirectory, "config", "proxy.json"),
            builder =>
            {
                builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)));
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                builder.Logging.ClearProviders();
            },
            new BrokenFile(),
            problems);
        if (app is not null)
            return ChildControl.Serve(app);
        Console.Error.WriteLine(SettingsProblem.Print("The load test's settings", problems.All));
        return Task.FromResult(1);
    }
}
