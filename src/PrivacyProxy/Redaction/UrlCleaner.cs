using System.Collections.Frozen;
using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Rewrites URL-bearing values by the site's <see cref="UrlRules"/>. User info and fragment are removed, path segments that
/// hold personal data or ids are replaced by their class, and of the query only known parameters remain.
/// Cleaning what was cleaned changes nothing. Safe for use by many requests at once.
/// </summary>
internal sealed class UrlCleaner
{
    private const int MostNested = 3;

    private readonly string[] _siteHosts;

    internal UrlCleaner(UrlRules rules)
    {
        Rules = rules;
        KeptParameters = rules.KeptParameters.GetAlternateLookup<ReadOnlySpan<char>>();
        _siteHosts = [.. rules.SiteHosts];
    }

    internal UrlRules Rules { get; }

    internal FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> KeptParameters { get; }

    /// <summary><c>scheme://…</c>, <c>//host…</c> or <c>www.…</c>.</summary>
    internal static bool LooksLikeUrl(ReadOnlySpan<byte> value)
    {
        if (value.StartsWith("//"u8))
            return value.Length > 2 && value[2] > ' ';
        if (value.Length > 4 && Ascii.EqualsIgnoreCase(value[..4], "www."u8))
            return true;
        var mark = value.IndexOf("://"u8);
        return mark > 0 && UrlParts.IsScheme(value[..mark]);
    }

    /// <summary>
    /// A URL without scheme and host, or one that is escaped as a whole, when it has a query: <c>/reset?token=…</c>,
    /// <c>https%3A%2F%2Fhost%2Freset%3Ftoken%3D…</c>. One word, a question mark, a name, an equals sign.
    /// </summary>
    internal static bool HasQuery(ReadOnlySpan<byte> value)
    {
        if (value.ContainsAnyInRange((byte)0, (byte)' '))
            return false;
        if (IsPlainQuery(value))
            return true;
        if (!value.Contains((byte)'%'))
            return false;
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], value.Length);
        try
        {
            var length = PercentEscapes.Decode(value, scratch.Span, plusIsSpace: false, out _);
            for (var layer = 1; layer < MostNested && PercentEscapes.IsIn(scratch.Span[..length]); layer++)
                length = PercentEscapes.Decode(scratch.Span[..length], scratch.Span, plusIsSpace: false, out _);
            return LooksLikeUrl(scratch.Span[..length]) || IsPlainQuery(scratch.Span[..length]);
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private static bool IsPlainQuery(ReadOnlySpan<byte> value)
    {
        var mark = value.IndexOf((byte)'?');
        if (mark < 0)
            return false;
        var query = value[(mark + 1)..];
        var equals = query.IndexOf((byte)'=');
        return equals > 0 && !query[..equals].ContainsAny((byte)' ', (byte)'?');
    }

    internal void Clean(ReadOnlySpan<byte> url, ByteBuffer output, ParameterRule? rule = null) => Clean(url, rule, depth: 0, output);

    /// <summary>
    /// For referrers: of an external URL only <c>scheme://host/</c> is written, and nothing under
    /// <see cref="UrlRules.RemoveExternal"/>; a bare host stays one. A URL of the site, or of the host that this request was
    /// sent to, or without a host, is cleaned. Nothing is written for what is no URL.
    /// </summary>
    internal void OriginOnly(
        ReadOnlySpan<byte> url, ByteBuffer output, ReadOnlySpan<byte> requestHost = default, ParameterRule? rule = null)
    {
        if (IsDirect(url))
        {
            output.Append(url);
            return;
        }
        var parts = UrlParts.Of(url);
        if (parts.Kind == UrlKind.Opaque)
            return;
        var isBareHost = IsBareHost(parts, out var hostAndPort);
        if (parts.Kind == UrlKind.Relative && !isBareHost)
        {
            CleanPath(url, output, requestHost, rule);
            return;
        }
        var host = UrlHost.WithoutPort(hostAndPort, parts.Scheme, out _);
        if (IsOwn(host, requestHost))
            Clean(url, output, rule);
        else if (!Rules.RemoveExternal && !host.IsEmpty)
            WriteOrigin(parts, hostAndPort, isBareHost, output);
    }

    // Cleaning may lay a host bare that an escape had hidden ("host.example%3F/x"): it is judged as one.
    private void CleanPath(ReadOnlySpan<byte> url, ByteBuffer output, ReadOnlySpan<byte> requestHost, ParameterRule? rule)
    {
        var start = output.Length;
        Clean(url, output, rule);
        if (!IsBareHost(UrlParts.Of(output.Span[start..]), out _))
            return;
        using var bare = new ByteBuffer(output.Length - start);
        bare.Append(output.Span[start..]);
        output.CutTo(start);
        OriginOnly(bare.Span, output, requestHost, rule);
    }

    /// <summary>
    /// Cleans each <c>http(s)://</c> URL in free text, up to white space, a quote or an angle bracket. Writes nothing and
    /// returns false when there are none, or none that changes.
    /// </summary>
    internal bool TryCleanUrlsInText(ReadOnlySpan<byte> text, ByteBuffer output)
    {
        if (text.IndexOf("://"u8) < 0)
            return false;
        var start = output.Length;
        var changed = false;
        while (UrlInText.TryFind(text, out var url))
        {
            output.Append(text[..url.Start.Value]);
            var written = output.Length;
            Clean(text[url], output);
            changed |= !output.Span[written..].SequenceEqual(text[url]);
            text = text[url.End.Value..];
        }
        output.Append(text);
        if (!changed)
            output.CutTo(start);
        return changed;
    }

    /// <summary>Cleans a URL that stands inside of another one, and escapes it to stay there.</summary>
    internal void WriteNested(ReadOnlySpan<byte> url, int depth, ByteBuffer output)
    {
        if (depth == MostNested)
        {
            output.Append("[invalid]"u8);
            return;
        }
        using var nested = new ByteBuffer(url.Length);
        Clean(url, rule: null, depth + 1, nested);
        if (LooksLikeUrl(nested.Span))
            PercentEscapes.EncodeAgain(nested.Span, output);
        else
            output.Append("[invalid]"u8);
    }

    private void Clean(ReadOnlySpan<byte> url, ParameterRule? rule, int depth, ByteBuffer output)
    {
        if (IsDirect(url))
        {
            output.Append(url);
            return;
        }
        var start = output.Length;
        var parts = UrlParts.Of(url);
        WriteScheme(parts.Scheme, output);
        if (parts.Kind == UrlKind.Opaque)
            return;
        if (parts.Kind == UrlKind.WithHost)
            WriteHost(parts, output);
        UrlPath.Write(parts.Path, this, depth, output);
        UrlQuery.Write(parts.Query, this, rule, depth, output);
        // What was cut off may have left white space at the end, which is no part of a URL.
        var length = output.Length;
        while (length > start && output.Span[length - 1] <= ' ')
            length--;
        output.CutTo(length);
        // A path that, after what was cut off, reads as a host or a scheme ("app:;x//host").
        if (parts.Kind == UrlKind.Relative && UrlParts.Of(output.Span[start..]).Kind != UrlKind.Relative)
        {
            output.CutTo(start);
            output.Append("[invalid]"u8);
        }
    }

    private static void WriteScheme(ReadOnlySpan<byte> scheme, ByteBuffer output)
    {
        if (scheme.IsEmpty)
            return;
        foreach (var b in scheme)
            output.Append((byte)char.ToLowerInvariant((char)b));
        output.Append((byte)':');
    }

    private static void WriteHost(in UrlParts parts, ByteBuffer output)
    {
        output.Append("//"u8);
        var host = UrlHost.WithoutPort(parts.HostAndPort, parts.Scheme, out var port);
        // Browsers skip slashes until they find a host: without one, the path would become it.
        if (host.IsEmpty && (parts.IsWeb || parts.Scheme.IsEmpty))
            output.Append("[host]"u8);
        UrlHost.Write(host, output);
        if (port.IsEmpty)
            return;
        output.Append((byte)':');
        output.Append(port);
    }

    private static void WriteOrigin(in UrlParts parts, ReadOnlySpan<byte> hostAndPort, bool isBareHost, ByteBuffer output)
    {
        if (isBareHost)
        {
            UrlHost.Write(UrlHost.WithoutPort(hostAndPort, default, out _), output);
            return;
        }
        WriteScheme(parts.Scheme, output);
        WriteHost(parts, output);
        output.Append((byte)'/');
    }

    private static bool IsBareHost(in UrlParts parts, out ReadOnlySpan<byte> hostAndPort)
    {
        hostAndPort = parts.HostAndPort;
        if (parts.Kind != UrlKind.Relative)
            return false;
        var slash = parts.Path.IndexOfAny((byte)'/', (byte)'\\');
        hostAndPort = slash < 0 ? parts.Path : parts.Path[..slash];
        hostAndPort = hostAndPort[(hostAndPort.LastIndexOf((byte)'@') + 1)..];
        var host = UrlHost.WithoutPort(hostAndPort, default, out _);
        if (host.IsEmpty || host[0] is (byte)'.' or (byte)'[')
            return false;
        return host.Contains((byte)'.') && (UrlHost.IsAddress(host) || UrlHost.IsName(host));
    }

    private bool IsOwn(ReadOnlySpan<byte> host, ReadOnlySpan<byte> requestHost)
    {
        if (host.IsEmpty)
            return false;
        if (Ascii.EqualsIgnoreCase(host, UrlHost.WithoutPort(requestHost, default, out _)))
            return true;
        foreach (var own in _siteHosts)
        {
            if (own.Length == host.Length && Ascii.EqualsIgnoreCase(host, own))
                return true;
        }
        return false;
    }

    // What Mixpanel's SDK writes for "no referrer".
    private static bool IsDirect(ReadOnlySpan<byte> url) => url.SequenceEqual("$direct"u8);
}
