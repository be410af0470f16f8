using PrivacyProxy.Addresses;
using PrivacyProxy.Bots;
using PrivacyProxy.Settings;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Sites;

/// <summary>
/// From the configuration to what requests use: read, check everything, and only if nothing is wrong compile. The same
/// way at the start, at a reload and for <c>check</c>.
/// </summary>
internal sealed class DirectoryLoader(string configFile, TimeProvider time)
{
    /// <summary>null when there are problems; all of them are in <paramref name="problems"/> then.</summary>
    public LoadedSettings? Load(IConfiguration configuration, SettingsProblems problems)
    {
        var settings = new SettingsBinder(problems).Bind<ProxySettings>(configuration.GetSection(SettingsFile.Section));
        var catalogue = VendorCatalogue.Load(ProfileDirectories(settings, problems), problems);
        Limits(settings.Limits, problems);
        new SiteCheck(catalogue, problems).Run(settings.Sites);
        var hops = TrustedHops.Compile("PrivacyProxy:TrustedProxies", settings.TrustedProxies, problems.Add);
        var bots = BotPatterns.Load(BotLists(settings), problems.Add);
        if (problems.Any)
            return null;

        var compiler = new SiteCompiler(catalogue, settings, time);
        var sites = settings.Sites.Select(s => (s.Value.Hosts, Site: compiler.Compile(s.Key, s.Value))).ToList();
        var directory = new SiteDirectory([.. sites.SelectMany(s => s.Hosts.Select(h => (h, s.Site)))])
        {
            TrustedHops = hops,
            Bots = new BotCheck(bots),
            OnBot = settings.Bots.OnBot,
            Limits = settings.Limits,
            Time = time,
            Notices = [.. new Promise(settings, catalogue).Notices()],
        };
        return new LoadedSettings(settings, catalogue, directory);
    }

    private static void Limits(LimitSettings limits, SettingsProblems problems)
    {
        Range("BodyBytes", limits.BodyBytes, 1024, 64 * 1024 * 1024);
        Range("Depth", limits.Depth, 4, 512);
        Range("Parameters", limits.Parameters, 16, 1_000_000);
        Range("ReplayBytes", limits.ReplayBytes, 1024, 64 * 1024 * 1024);
        Range("ReplayDepth", limits.ReplayDepth, 4, 512);

        void Range(string key, int value, int least, int most)
        {
            if (value < least || value > most)
                problems.Add("PrivacyProxy:Limits:" + key, $"{value}", $"{least} to {most}", "Choose a value in the range, or remove the key for the default.");
        }
    }

    private IEnumerable<string> ProfileDirectories(ProxySettings settings, SettingsProblems problems)
    {
        var beside = Path.GetDirectoryName(Path.GetFullPath(configFile))!;
        var own = Path.Combine(beside, settings.VendorProfiles ?? "vendors");
        if (settings.VendorProfiles is not null && !Directory.Exists(own))
            problems.Add("PrivacyProxy:VendorProfiles", $"\"{settings.VendorProfiles}\", which is not there", "a directory, relative to the configuration file", "Correct the path, or remove the key to use the shipped profiles.");
        return [VendorCatalogue.ShippedDirectory, own];
    }

    /// <summary>The shipped lists, unless the settings name others (relative to the configuration file).</summary>
    private IReadOnlyList<string> BotLists(ProxySettings settings)
    {
        var beside = Path.GetDirectoryName(Path.GetFullPath(configFile))!;
        return settings.Bots.Lists is { } lists
            ? [.. lists.Select(l => Path.GetFullPath(l, beside))]
            : [BotPatterns.ShippedDirectory];
    }
}

/// <summary>Settings without problems: as written, and as requests use them.</summary>
internal sealed record LoadedSettings(ProxySettings Settings, VendorCatalogue Catalogue, SiteDirectory Directory);
