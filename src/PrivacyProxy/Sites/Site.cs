using System.Buffers;
using System.Collections.Frozen;
using PrivacyProxy.Addresses;
using PrivacyProxy.Consent;

namespace PrivacyProxy.Sites;

/// <summary>A compiled site: immutable, and replaced as a whole when the settings change.</summary>
internal sealed class Site
{
    private static readonly SearchValues<char> s_notInHosts = SearchValues.Create("/\\@#?%:[] \t");

    public required string Name { get; init; }

    public required ConsentReader Consent { get; init; }

    public required GlobalPrivacyControl Gpc { get; init; }

    public required Truncation Truncation { get; init; }

    /// <summary>Longest path first, so that <c>/mp/eu</c> is not taken for <c>/mp</c>.</summary>
    public required IReadOnlyList<SiteVendor> Vendors { get; init; }

    /// <summary>Host names whose pages may call from a browser.</summary>
    public required FrozenSet<string> Hosts { get; init; }

    /// <summary>Further origins whose pages may call.</summary>
    public required FrozenSet<string> Origins { get; init; }

    /// <summary>The vendor whose prefix <paramref name="path"/> has, and the rest of the path.</summary>
    public SiteVendor? FindVendor(ReadOnlySpan<char> path, out ReadOnlySpan<char> rest)
    {
        foreach (var vendor in Vendors)
        {
            if (path.StartsWith(vendor.Path, StringComparison.Ordinal)
                && (path.Length == vendor.Path.Length || path[vendor.Path.Length] == '/'))
            {
                rest = path[vendor.Path.Length..];
                return vendor;
            }
        }

        rest = default;
        return null;
    }

    /// <summary>
    /// True when a page of <paramref name="origin"/> may read our answers with credentials: an origin that the site lists,
    /// or http(s) on one of the site's hosts or on the host that was called.
    /// </summary>
    public bool Allows(string origin, string calledHost)
    {
        if (Origins.Contains(origin))
            return true;
        var host = HostOf(origin);
        return !host.IsEmpty
            && (host.Equals(calledHost, StringComparison.OrdinalIgnoreCase)
                || Hosts.GetAlternateLookup<ReadOnlySpan<char>>().Contains(host));
    }

    /// <summary>
    /// The host of a serialised origin (WHATWG HTML 7.1.1): scheme, host and perhaps a port, and nothing else. What has more
    /// was not written by a browser, and is no origin.
    /// </summary>
    private static ReadOnlySpan<char> HostOf(ReadOnlySpan<char> origin)
    {
        var host = origin.StartsWith("https://", StringComparison.Ordinal) ? origin[8..]
            : origin.StartsWith("http://", StringComparison.Ordinal) ? origin[7..]
            : [];
        var colon = host.LastIndexOf(':');
        var isPort = colon >= 0 && colon < host.Length - 1 && !host[(colon + 1)..].ContainsAnyExceptInRange('0', '9');
        if (isPort)
            host = host[..colon];
        return host.ContainsAny(s_notInHosts) ? [] : host;
    }
}
