using System.Collections.Frozen;
using PrivacyProxy.Addresses;
using PrivacyProxy.Bots;
using PrivacyProxy.Settings;

namespace PrivacyProxy.Sites;

/// <summary>
/// Everything that one request needs to know of the settings, compiled once. A reload builds a new one and swaps the
/// reference; a request keeps the one it began with.
/// </summary>
internal sealed class SiteDirectory
{
    private readonly FrozenDictionary<string, Site> _byHost;
    private readonly Site? _anyHost;

    public SiteDirectory(IReadOnlyList<(string Host, Site Site)> hosts)
    {
        _byHost = hosts.Where(h => h.Host != "*").ToFrozenDictionary(h => h.Host, h => h.Site, StringComparer.OrdinalIgnoreCase);
        _anyHost = hosts.Where(h => h.Host == "*").Select(h => h.Site).FirstOrDefault();
        Sites = [.. hosts.Select(h => h.Site).Distinct()];
    }

    public IReadOnlyList<Site> Sites { get; }

    public required TrustedHops TrustedHops { get; init; }

    public required BotCheck Bots { get; init; }

    public required OnBot OnBot { get; init; }

    public required LimitSettings Limits { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>What the operator should know although it is no problem: a missing key, each deviation.</summary>
    public required IReadOnlyList<string> Notices { get; init; }

    /// <summary>The site of a host name (without port), or null.</summary>
    public Site? Find(string host) => _byHost.TryGetValue(host, out var site) ? site : _anyHost;
}
