using System.Collections.Frozen;
using PrivacyProxy.Addresses;
using PrivacyProxy.Consent;

namespace PrivacyProxy.Sites;

/// <summary>A compiled site: immutable, and replaced as a whole when the settings change.</summary>
internal sealed class Site
{
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
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.PathAndQuery != "/")
            return false;
        return Hosts.Contains(uri.Host) || uri.Host.Equals(calledHost, StringComparison.OrdinalIgnoreCase);
    }
}
