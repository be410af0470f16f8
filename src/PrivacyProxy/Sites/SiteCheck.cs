using PrivacyProxy.Addresses;
using PrivacyProxy.Consent;
using PrivacyProxy.Settings;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Sites;

/// <summary>Finds everything in a site's settings that could not be compiled, before anything is.</summary>
internal sealed class SiteCheck(VendorCatalogue catalogue, SettingsProblems problems)
{
    private const int LeastKeyBytes = 32;

    public void Run(IReadOnlyDictionary<string, SiteSettings> sites)
    {
        if (sites.Count == 0)
            problems.Add("PrivacyProxy:Sites", "nothing", "at least one site", "Add a site: \"Sites\": { \"shop\": { … } }. See config/proxy.json.");
        var hosts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, site) in sites)
        {
            var where = "PrivacyProxy:Sites:" + name;
            Hosts(where, name, site, hosts);
            Keys(where, site);
            if (site.Consent is null)
                problems.Add(where + ":Consent", "nothing", "where the visitor's decision is read", "Add \"Consent\": { \"Source\": \"cookie\", \"Cookie\": \"…\" }.");
            else
                ConsentSettingsProblems.Check(site.Consent, Prefixed(where + ":Consent:"));
            AddressSettingsProblems.Check(site.Addresses, Prefixed(where + ":Addresses:"));
            for (var i = 0; i < site.UrlParameters.Count; i++)
            {
                Needed($"{where}:UrlParameters:{i}:Name", site.UrlParameters[i].Name, "the parameter's name");
                Reason($"{where}:UrlParameters:{i}:Reason", site.UrlParameters[i].Reason);
            }

            Vendors(where, site);
        }
    }

    private void Hosts(string where, string name, SiteSettings site, Dictionary<string, string> taken)
    {
        if (site.Hosts.Count == 0)
            problems.Add(where + ":Hosts", "nothing", "the site's host names, or \"*\"", "Add \"Hosts\": [ \"www.shop.example\" ].");
        for (var i = 0; i < site.Hosts.Count; i++)
        {
            var host = site.Hosts[i];
            if (host != "*" && (Uri.CheckHostName(host) == UriHostNameType.Unknown || host.Contains(':', StringComparison.Ordinal)))
                problems.Add($"{where}:Hosts:{i}", $"\"{host}\"", "a host name without scheme, port and path, or \"*\"", "Write e.g. \"www.shop.example\".");
            else if (!taken.TryAdd(host, name))
                problems.Add($"{where}:Hosts:{i}", $"\"{host}\", which site {taken[host]} has too", "hosts that one site has", "Remove it from one of them.");
        }

        for (var i = 0; i < site.Origins.Count; i++)
        {
            if (!Uri.TryCreate(site.Origins[i], UriKind.Absolute, out var origin) || origin.GetLeftPart(UriPartial.Authority) != site.Origins[i])
                problems.Add($"{where}:Origins:{i}", $"\"{site.Origins[i]}\"", "an origin as browsers write it", "Write e.g. \"https://blog.shop.example\".");
        }
    }

    private void Keys(string where, SiteSettings site)
    {
        Key(where + ":PseudonymKey", site.PseudonymKey);
        Key(where + ":PreviousPseudonymKey", site.PreviousPseudonymKey);
        if (site.PreviousPseudonymKey is not null && (site.PseudonymKey is null || site.PseudonymKeyFrom is null))
            problems.Add(where + ":PreviousPseudonymKey", "a previous key without a current one or without PseudonymKeyFrom", "all three", "Say from when PseudonymKey holds: \"PseudonymKeyFrom\": \"2026-12-01T00:00:00Z\".");
        if (site.PseudonymKeyFrom is not null && site.PreviousPseudonymKey is null)
            problems.Add(where + ":PseudonymKeyFrom", "a moment without PreviousPseudonymKey", "the key that holds until then", "Give PreviousPseudonymKey, or remove the moment.");
        if (site.PseudonymBits is < 16 or > 128)
            problems.Add(where + ":PseudonymBits", $"{site.PseudonymBits}", "16 to 128", "Choose the collision level; 128 means none.");
    }

    private void Key(string where, SecretText? key)
    {
        if (key is null)
            return;
        var bytes = new byte[key.Reveal().Length];
        if (!Convert.TryFromBase64String(key.Reveal(), bytes, out var length))
            problems.Add(where, "a text that is not base64", $"{LeastKeyBytes} or more random bytes in base64", "Make one: openssl rand -base64 32");
        else if (length < LeastKeyBytes)
            problems.Add(where, $"a key of {length} bytes", $"{LeastKeyBytes} or more random bytes in base64", "Make one: openssl rand -base64 32");
    }

    private void Vendors(string where, SiteSettings site)
    {
        if (site.Vendors.Count == 0)
            problems.Add(where + ":Vendors", "nothing", "at least one vendor", "Add \"Vendors\": { \"mixpanel\": { \"Path\": \"/mp\", \"Upstream\": \"https://api-eu.mixpanel.com\" } }.");
        foreach (var twin in site.Vendors.Where(v => v.Value.Path is not null).GroupBy(v => v.Value.Path!.TrimEnd('/')).Where(g => g.Count() > 1))
            problems.Add(where + ":Vendors", $"the path {twin.Key} at {string.Join(" and ", twin.Select(v => v.Key))}", "a path of its own for each vendor", "Change one of them.");
        foreach (var (name, vendor) in site.Vendors)
        {
            var place = $"{where}:Vendors:{name}";
            if (catalogue.Find(name) is not { } profile)
            {
                var near = SettingsBinder.SpellingOf(name, catalogue.Names);
                problems.Add(place, $"\"{name}\", which is no vendor profile", string.Join(", ", catalogue.Names),
                    near is null ? "Use one of them, or write a profile (docs/adding-a-vendor.md)." : $"Did you mean \"{near}\"?");
                continue;
            }

            new VendorCheck(place, vendor, profile, problems).Run();
        }
    }

    private void Needed(string where, string? value, string wanted)
    {
        if (string.IsNullOrWhiteSpace(value))
            problems.Add(where, "nothing", wanted, "Add it.");
    }

    private void Reason(string where, string? reason)
    {
        if (reason is null || reason.Trim().Length < 10)
            problems.Add(where, reason is null ? "nothing" : $"\"{reason}\"", "a reason of at least 10 characters", "Write down why; check shows it to whoever has to answer for it.");
    }

    private Action<string, string, string, string> Prefixed(string prefix) =>
        (field, found, wanted, repair) => problems.Add(prefix + field, found, wanted, repair);
}
