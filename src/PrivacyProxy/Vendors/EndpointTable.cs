using System.Collections.Frozen;

namespace PrivacyProxy.Vendors;

/// <summary>Finds the endpoint of a path below the vendor's prefix. Literal paths are looked up; patterns are tried in their order.</summary>
internal sealed class EndpointTable
{
    private readonly FrozenDictionary<string, EndpointMatch> _literals;
    private readonly FrozenDictionary<string, EndpointMatch>.AlternateLookup<ReadOnlySpan<char>> _byPath;
    private readonly (PathPattern Pattern, Endpoint Endpoint)[] _patterns;
    private readonly string? _twinPrefix;

    /// <param name="endpoints">Each path with its endpoint; the first of equal paths wins.</param>
    /// <param name="routes">Renamed routes: the page's path to the profile's.</param>
    /// <param name="twinPrefix">A prefix that names the same routes.</param>
    public EndpointTable(
        IReadOnlyList<(string Path, Endpoint Endpoint)> endpoints, IReadOnlyDictionary<string, string> routes, string? twinPrefix)
    {
        _twinPrefix = twinPrefix;
        var literals = new Dictionary<string, EndpointMatch>(StringComparer.Ordinal);
        foreach (var (path, endpoint) in endpoints.Where(e => new PathPattern(e.Path).IsLiteral))
            literals.TryAdd(path, new EndpointMatch(endpoint, path));
        foreach (var (renamed, path) in routes)
            literals[Trim(renamed).ToString()] = literals[Trim(path).ToString()];
        _literals = literals.ToFrozenDictionary(StringComparer.Ordinal);
        _byPath = _literals.GetAlternateLookup<ReadOnlySpan<char>>();
        _patterns = [.. endpoints.Select(e => (new PathPattern(e.Path), e.Endpoint)).Where(e => !e.Item1.IsLiteral)];
    }

    /// <summary>The endpoint and the path at the vendor; null when the profile has no such path.</summary>
    public EndpointMatch? Find(ReadOnlySpan<char> path)
    {
        path = Trim(path);
        if (_twinPrefix is not null && path.StartsWith(_twinPrefix) && path.Length > _twinPrefix.Length && path[_twinPrefix.Length] == '/')
            path = path[_twinPrefix.Length..];
        if (_byPath.TryGetValue(path, out var literal))
            return literal;
        foreach (var (pattern, endpoint) in _patterns)
        {
            if (pattern.Match(path) is { } outgoing)
                return new EndpointMatch(endpoint, outgoing, HasVariables: true);
        }

        return null;
    }

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> path) =>
        path.Length > 1 && path[^1] == '/' ? path[..^1] : path;
}

/// <summary>An endpoint, the path under which the vendor knows it, and whether the caller wrote parts of that.</summary>
internal sealed record EndpointMatch(Endpoint Endpoint, string Path, bool HasVariables = false);
