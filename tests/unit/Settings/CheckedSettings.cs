using PrivacyProxy.Hosting;

namespace PrivacyProxy.Tests.Settings;

/// <summary>A directory with a configuration, on which the command <c>check</c> is run.</summary>
internal sealed class CheckedSettings : IDisposable
{
    public const string Sound = """
        { "PrivacyProxy": { "Sites": { "shop": {
            "Hosts": [ "www.shop.example" ],
            "Consent": { "Source": "cookie", "Cookie": "consent" },
            "Vendors": { "mixpanel": { "Path": "/mp", "Upstream": "https://api-eu.mixpanel.com" } } } } } }
        """;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("settings-");

    public CheckedSettings(string json = Sound) => File.WriteAllText(FilePath, json);

    public string FilePath => Path.Combine(_directory.FullName, "proxy.json");

    public string Secrets => Path.Combine(_directory.FullName, "secrets");

    /// <summary>The sound settings with one part replaced.</summary>
    public static CheckedSettings With(string part, string replacement)
    {
        if (!Sound.Contains(part, StringComparison.Ordinal))
            throw new InvalidOperationException($"The sound settings have no {part}.");
        return new CheckedSettings(Sound.Replace(part, replacement, StringComparison.Ordinal));
    }

    /// <summary>The sound settings with further keys of the site.</summary>
    public static CheckedSettings WithSite(string keys) => With("\"Hosts\":", keys + ", \"Hosts\":");

    /// <summary>The sound settings with further keys of the vendor.</summary>
    public static CheckedSettings WithVendor(string keys) => With("\"Path\":", keys + ", \"Path\":");

    public void WriteSecret(string name, string value)
    {
        Directory.CreateDirectory(Secrets);
        File.WriteAllText(Path.Combine(Secrets, name), value);
    }

    public void WriteProfile(string name, string json)
    {
        var profiles = Directory.CreateDirectory(Path.Combine(_directory.FullName, "vendors"));
        File.WriteAllText(Path.Combine(profiles.FullName, name + ".json"), json);
    }

    /// <summary>The exit code and everything that was printed.</summary>
    public (int Code, string Output) Check(string? file = null)
    {
        using var output = new StringWriter();
        var code = CheckCommand.Run(file ?? FilePath, Secrets, null, output).GetAwaiter().GetResult();
        return (code, output.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>The same, with a recorded request to explain; null for a file that is not there.</summary>
    public async Task<(int Code, string Output)> Explain(byte[]? recorded)
    {
        var file = Path.Combine(_directory.FullName, "request.txt");
        if (recorded is not null)
            await File.WriteAllBytesAsync(file, recorded);
        using var output = new StringWriter();
        var code = await CheckCommand.Run(FilePath, Secrets, file, output);
        return (code, output.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>What is printed of one problem: where, found, wanted, repair.</summary>
    public static string Problem(string where, string found, string wanted, string repair) =>
        $"\n  {where}\n    found:  {found}\n    wanted: {wanted}\n    repair: {repair}\n";

    public void Dispose() => _directory.Delete(recursive: true);
}
