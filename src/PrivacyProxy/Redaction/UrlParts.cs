using System.Buffers;

namespace PrivacyProxy.Redaction;

internal enum UrlKind : byte
{
    /// <summary>A path, a query, or both: <c>/checkout?x=1</c>, <c>users/jane</c>.</summary>
    Relative,

    /// <summary><c>scheme://host/…</c> or <c>//host/…</c>.</summary>
    WithHost,

    /// <summary>A scheme whose remainder is data of its own: <c>mailto:</c>, <c>javascript:</c>, <c>data:</c>.</summary>
    Opaque,
}

/// <summary>
/// A URL cut the way a browser cuts it: control characters and spaces around it are ignored, a backslash is a slash, and
/// <c>https:host</c> has a host. The fragment is cut off here and never seen again.
/// </summary>
internal readonly ref struct UrlParts
{
    private static readonly SearchValues<byte> AuthorityEnds = SearchValues.Create("/\\?"u8);

    private static readonly SearchValues<byte> SchemeBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-"u8);

    internal UrlKind Kind { get; private init; }

    /// <summary>Without its colon, as written; empty when there is none.</summary>
    internal ReadOnlySpan<byte> Scheme { get; private init; }

    /// <summary>Host and port; user info is already gone.</summary>
    internal ReadOnlySpan<byte> HostAndPort { get; private init; }

    internal ReadOnlySpan<byte> Path { get; private init; }

    /// <summary>Without its question mark.</summary>
    internal ReadOnlySpan<byte> Query { get; private init; }

    internal bool IsWeb => IsWebScheme(Scheme);

    internal static UrlParts Of(ReadOnlySpan<byte> url)
    {
        url = Trim(url);
        var fragment = url.IndexOf((byte)'#');
        if (fragment >= 0)
            url = url[..fragment];
        if (url.StartsWith("https://"u8))
            return WithHost(url[..5], url[8..].TrimStart("/\\"u8));
        var scheme = SchemeOf(url);
        if (!scheme.IsEmpty)
        {
            var rest = url[(scheme.Length + 1)..];
            if (IsWebScheme(scheme))
                return WithHost(scheme, rest.TrimStart("/\\"u8));
            if (OpaqueSchemes.Contains(scheme))
                return new UrlParts { Kind = UrlKind.Opaque, Scheme = scheme };
            if (rest.StartsWith("//"u8))
                return WithHost(scheme, rest[2..]);
        }
        if (url.Length >= 2 && url[0] is (byte)'/' or (byte)'\\' && url[1] is (byte)'/' or (byte)'\\')
            return WithHost(default, url.TrimStart("/\\"u8));
        return Split(url, UrlKind.Relative, default, default);
    }

    /// <summary>Copies a URL without its tabs and line breaks, which browsers do not see wherever they stand.</summary>
    internal static int WithoutBreaks(ReadOnlySpan<byte> url, Span<byte> output)
    {
        var length = 0;
        foreach (var b in url)
        {
            if (b is not ((byte)'\t' or (byte)'\r' or (byte)'\n'))
                output[length++] = b;
        }
        return length;
    }

    private static UrlParts WithHost(ReadOnlySpan<byte> scheme, ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOfAny(AuthorityEnds);
        var authority = end < 0 ? rest : rest[..end];
        var host = authority[(authority.LastIndexOf((byte)'@') + 1)..];
        return Split(end < 0 ? default : rest[end..], UrlKind.WithHost, scheme, host);
    }

    private static UrlParts Split(ReadOnlySpan<byte> pathAndQuery, UrlKind kind, ReadOnlySpan<byte> scheme, ReadOnlySpan<byte> host)
    {
        var mark = pathAndQuery.IndexOf((byte)'?');
        return new UrlParts
        {
            Kind = kind,
            Scheme = scheme,
            HostAndPort = host,
            Path = mark < 0 ? pathAndQuery : pathAndQuery[..mark],
            Query = mark < 0 ? default : pathAndQuery[(mark + 1)..],
        };
    }

    private static ReadOnlySpan<byte> SchemeOf(ReadOnlySpan<byte> url)
    {
        var colon = url.IndexOf((byte)':');
        return colon > 0 && IsScheme(url[..colon]) ? url[..colon] : default;
    }

    internal static bool IsScheme(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && char.IsAsciiLetter((char)text[0]) && !text.ContainsAnyExcept(SchemeBytes);

    private static bool IsWebScheme(ReadOnlySpan<byte> scheme) =>
        System.Text.Ascii.EqualsIgnoreCase(scheme, "https"u8) || System.Text.Ascii.EqualsIgnoreCase(scheme, "http"u8);

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> url)
    {
        while (url.Length > 0 && url[0] <= ' ')
            url = url[1..];
        while (url.Length > 0 && url[^1] <= ' ')
            url = url[..^1];
        return url;
    }
}
