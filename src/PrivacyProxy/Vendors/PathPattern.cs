using System.Buffers;

namespace PrivacyProxy.Vendors;

/// <summary>
/// A path of a profile: literal segments, <c>{any}</c> for one segment, a final <c>*</c> for any rest. The path at the
/// vendor is written anew from what matched, so a request can't smuggle anything past it.
/// </summary>
internal sealed class PathPattern
{
    // Segments travel decoded here and are encoded again; what could change the path's structure at the vendor is not one.
    private static readonly SearchValues<char> s_never = SearchValues.Create("/\\\0\r\n\t#?%;");

    private readonly string[] _segments;
    private readonly bool _hasRest;

    public PathPattern(string path)
    {
        _segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        _hasRest = _segments.Length > 0 && _segments[^1] == "*";
        if (_hasRest)
            _segments = _segments[..^1];
        IsLiteral = !_hasRest && !_segments.Any(IsBraced);
    }

    /// <summary>True when the pattern is one path; it can be looked up then.</summary>
    public bool IsLiteral { get; }

    /// <summary>The path at the vendor if <paramref name="path"/> (decoded, without trailing slash) matches, else null.</summary>
    public string? Match(ReadOnlySpan<char> path)
    {
        var outgoing = new System.Text.StringBuilder(path.Length + 8);
        var index = 0;
        path = path.TrimStart('/');
        foreach (var range in path.Split('/'))
        {
            var segment = path[range];
            if (index >= _segments.Length ? !_hasRest : !Fits(_segments[index], segment))
                return null;
            if (!IsSafe(segment))
                return null;
            outgoing.Append('/').Append(Uri.EscapeDataString(segment));
            index++;
        }

        return index < _segments.Length || (_hasRest && index == _segments.Length) ? null : outgoing.ToString();
    }

    private static bool Fits(string pattern, ReadOnlySpan<char> segment)
    {
        if (!IsBraced(pattern))
            return segment.SequenceEqual(pattern);
        var open = pattern.IndexOf('{', StringComparison.Ordinal);
        var close = pattern.IndexOf('}', StringComparison.Ordinal);
        var before = pattern.AsSpan(0, open);
        var after = pattern.AsSpan(close + 1);
        return segment.Length > before.Length + after.Length && segment.StartsWith(before) && segment.EndsWith(after);
    }

    private static bool IsSafe(ReadOnlySpan<char> segment) =>
        segment.Length is > 0 and <= 512 && !segment.ContainsAny(s_never) && segment is not ("." or "..");

    private static bool IsBraced(string segment) => segment.Contains('{', StringComparison.Ordinal);
}
