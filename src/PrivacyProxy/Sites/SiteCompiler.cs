using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using PrivacyProxy.Addresses;
using PrivacyProxy.Consent;
using PrivacyProxy.Pseudonyms;
using PrivacyProxy.Redaction;
using PrivacyProxy.Settings;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Sites;

/// <summary>Turns checked settings of sites into the immutable shape that requests use.</summary>
internal sealed class SiteCompiler(VendorCatalogue catalogue, ProxySettings settings, TimeProvider time)
{
    /// <summary>The collision level of <c>strict</c>: 2^24 pseudonyms a period.</summary>
    public const int StrictBits = 24;

    // A site without a key keeps its random one over reloads: only the end of the process changes the pseudonyms.
    private static readonly ConcurrentDictionary<string, byte[]> s_randomKeys = new();

    public Site Compile(string name, SiteSettings site)
    {
        var strict = site.Preset == Preset.Strict;
        var keys = new PseudonymKeys(
            site.PseudonymKey is { } key ? Convert.FromBase64String(key.Reveal()) : s_randomKeys.GetOrAdd(name, _ => RandomNumberGenerator.GetBytes(32)),
            site.PreviousPseudonymKey is { } previous ? Convert.FromBase64String(previous.Reveal()) : null,
            site.PseudonymKeyFrom,
            site.PseudonymPeriod ?? (strict ? PseudonymPeriod.Day : PseudonymPeriod.None),
            // An environment variable may write the name in another case than the file; the pseudonyms stay.
            name.ToLowerInvariant(),
            time);
        var policy = new RedactionPolicy(
            new UrlCleaner(new UrlRules(KeepCampaignParameters: !strict)
            {
                KeptParameters = site.UrlParameters.Select(p => p.Name!.ToLowerInvariant()).ToFrozenSet(StringComparer.Ordinal),
                SiteHosts = [.. site.Hosts.Concat(site.Origins.Select(o => new Uri(o).Host)).Select(h => h.ToLowerInvariant()).Distinct()],
                RemoveExternal = strict,
            }),
            TruncationOf(site),
            settings.Limits);
        return new Site
        {
            Name = name,
            Consent = new ConsentReader(site.Consent!, time),
            Gpc = new GlobalPrivacyControl(site.Consent!.GlobalPrivacyControl),
            Truncation = policy.Truncation,
            Hosts = site.Hosts.ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            Origins = site.Origins.ToFrozenSet(StringComparer.Ordinal),
            Vendors =
            [
                .. site.Vendors
                    .Select(v => Compile(v.Key, v.Value, site, policy, keys))
                    .OrderByDescending(v => v.Path.Length),
            ],
        };
    }

    /// <summary>What leaves of an address at a site: with <c>strict</c> nothing, unless the site says otherwise.</summary>
    public static Truncation TruncationOf(SiteSettings site) =>
        site is { Preset: Preset.Strict, Addresses: { Ipv4Bits: null, Ipv6Bits: null } } ? Truncation.None : Truncation.From(site.Addresses);

    private SiteVendor Compile(string name, VendorSettings vendor, SiteSettings site, RedactionPolicy policy, PseudonymKeys keys)
    {
        var strict = site.Preset == Preset.Strict;
        var profile = catalogue.Find(name)!;
        var compiler = new RuleCompiler(profile, vendor, strict);
        var endpoints = new EndpointCompiler(profile, vendor, compiler).Compile();
        var upstream = vendor.Upstream!.TrimEnd('/');
        return new SiteVendor
        {
            Name = name,
            Purpose = profile.Purpose == "analytics" ? Purpose.Analytics : Purpose.Marketing,
            Path = vendor.Path!,
            Upstream = upstream,
            ScriptUpstream = (vendor.ScriptUpstream ?? profile.ScriptUpstream ?? upstream).TrimEnd('/'),
            Timeout = TimeSpan.FromSeconds(vendor.TimeoutSeconds),
            Endpoints = endpoints,
            Policy = policy,
            Pseudonyms = new PseudonymMapping(keys, name, site.PseudonymBits ?? (strict ? StrictBits : 128), time),
            Headers = compiler.CompileAlone(profile.Headers),
            Cookies = new CookieRules(profile.Cookies, name),
            AddressHeader = policy.Truncation == Truncation.None ? null : profile.AddressHeader,
            UpstreamHeaders = [.. vendor.UpstreamHeaders.Select(h => new KeyValuePair<string, string>(h.Key, h.Value.Reveal()))],
        };
    }
}
