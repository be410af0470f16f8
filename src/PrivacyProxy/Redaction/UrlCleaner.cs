using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Rewrites URL-bearing values by the site's <see cref="UrlRules"/>. User info and fragment are removed, path segments that
/// hold personal data or ids are replaced by their class, and of the query only known parameters remain.
/// Cleaning what was cleaned changes nothing. Safe for use by many requests at once.
/// </summary>
internal sealed class UrlCleaner
{
    internal const int LongestName = 64;

    private const int MostNested = 3;

    private readonly byte[][] _siteHosts;
    private readonly ByteNames _keptParameters;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _keptInOtherLetters;

    internal UrlCleaner(UrlRules rules)
    {
        Rules = rules;
        _keptParameters = new ByteNames(rules.KeepCampaignParameters ? rules.KeptParameters.Concat(CampaignParameters.Names) : rules.KeptParameters);
        _keptInOtherLetters = rules.KeptParameters.GetAlternateLookup<ReadOnlySpan<char>>();
        _siteHosts = [.. rules.SiteHosts.Select(Encoding.UTF8.GetBytes)];
    }

    internal UrlRules Rules { get; }

    /// <summary>Is a parameter of this decoded name kept?</summary>
    internal bool Keeps(ReadOnlySpan<byte> name)
    {
        if (name.Length > LongestName)
            return false;
        return _keptParameters.Contains(name) || (!Ascii.IsValid(name) && IsKeptInOtherLetters(name));
    }

    // As it was looked up ever since: each byte is one letter.
    private bool IsKeptInOtherLetters(ReadOnlySpan<byte> name)
    {
        Span<char> letters = stackalloc char[LongestName];
        for (var i = 0; i < name.Length; i++)
            letters[i] = char.ToLowerInvariant((char)name[i]);
        return _keptInOtherLetters.Contains(letters[..name.Length]);
    }

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
    /// <c>https%3A%2F%2Fhost%2Freset%3Ftoken%3D…</c>. One word, a question mark, a name, an equals sign. Or a path that names
    /// somebody: <c>/users/jane</c>, <c>/reset/8f7a9b2c1d</c>.
    /// </summary>
    internal static bool HasQuery(ReadOnlySpan<byte> value)
    {
        if (!value.ContainsAny((byte)'?', (byte)'%', (byte)'/') || value.ContainsAnyInRange((byte)0, (byte)' '))
            return false;
        if (IsPlainQuery(value) || (value[0] == '/' && PathWords.NamesSomebody(value)))
            return true;
        return value.Contains((byte)'%') && HasEscapedQuery(value);
    }

    /// <summary><c>javascript:…</c>, <c>mailto:…</c>: no host, but somebody or something of one's own behind the scheme.</summary>
    internal static bool IsOpaque(ReadOnlySpan<byte> value) => value.Contains((byte)':') && UrlParts.Of(value).Kind == UrlKind.Opaque;

    private static bool HasEscapedQuery(ReadOnlySpan<byte> value)
    {
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

    /// <summary>A question mark, a name, an equals sign.</summary>
    internal static bool IsPlainQuery(ReadOnlySpan<byte> value)
    {
        var mark = value.IndexOf((byte)'?');
        if (mark < 0)
            return false;
        var query = value[(mark + 1)..];
        var equals = query.IndexOf((byte)'=');
        return equals > 0 && !query[..equals].ContainsAny((byte)' ', (byte)'?');
    }

    /// <summary>Writes the cleaned URL; no more than a scheme for what is data of its own (<c>mailto:</c>).</summary>
    internal void Clean(ReadOnlySpan<byte> url, ByteBuffer output)
    {
        var none = default(NoParameterRules);
        Clean(url, ref none, depth: 0, output);
    }

    /// <summary>Cleans a URL whose parameters are judged by <paramref name="rules"/> first; allocates nothing.</summary>
    internal void Clean<TRules>(ReadOnlySpan<byte> url, ByteBuffer output, ref TRules rules)
        where TRules : struct, IParameterRules => Clean(url, ref rules, depth: 0, output);

    /// <summary>
    /// For referrers: of an external URL only <c>scheme://host/</c> is written, and nothing under
    /// <see cref="UrlRules.RemoveExternal"/>; a bare host stays one. A URL of the site, or of the host that this request was
    /// sent to, or without a host, is cleaned. Nothing is written for what is no URL.
    /// </summary>
    internal void OriginOnly(
        ReadOnlySpan<byte> url, ByteBuffer output, ReadOnlySpan<byte> requestHost = default)
    {
        if (IsDirect(url))
        {
            output.Append(url);
            return;
        }
        if (url.ContainsAny((byte)'\t', (byte)'\r', (byte)'\n'))
        {
            using var line = new ByteBuffer(url.Length);
            line.Advance(UrlParts.WithoutBreaks(url, line.GetSpan(url.Length)));
            OriginOnly(line.Span, output, requestHost);
            return;
        }
        var parts = UrlParts.Of(url);
        if (parts.Kind == UrlKind.Opaque)
            return;
        var isBareHost = IsBareHost(parts, out var hostAndPort);
        if (parts.Kind == UrlKind.Relative && !isBareHost)
        {
            CleanPath(url, output, requestHost);
            return;
        }
        var host = UrlHost.WithoutPort(hostAndPort, parts.Scheme, out _);
        if (parts.Kind == UrlKind.WithHost && IsOwn(host, requestHost))
            CleanParts(parts, output);
        else if (parts.Kind == UrlKind.Relative && IsOwn(host, requestHost))
            CleanPath(url, output, requestHost);
        else if (IsOwn(host, requestHost))
            Clean(url, output);
        else if (!Rules.RemoveExternal && !host.IsEmpty)
            WriteOrigin(parts, hostAndPort, isBareHost, output);
    }

    // Cleaning may lay a host bare that an escape had hidden ("host.example%3F/x"): it is judged as one.
    private void CleanPath(ReadOnlySpan<byte> url, ByteBuffer output, ReadOnlySpan<byte> requestHost)
    {
        var start = output.Length;
        Clean(url, output);
        if (output.Span[start..].SequenceEqual(url) || !IsBareHost(UrlParts.Of(output.Span[start..]), out _))
            return;
        using var bare = new ByteBuffer(output.Length - start);
        bare.Append(output.Span[start..]);
        output.CutTo(start);
        OriginOnly(bare.Span, output, requestHost);
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
        var none = default(NoParameterRules);
        Clean(url, ref none, depth + 1, nested);
        if (LooksLikeUrl(nested.Span) || !LooksLikeUrl(url))
            PercentEscapes.EncodeAgain(nested.Span, output);
        else
            output.Append("[invalid]"u8);
    }

    private void Clean<TRules>(ReadOnlySpan<byte> url, ref TRules rules, int depth, ByteBuffer output)
        where TRules : struct, IParameterRules
    {
        if (url.ContainsAny((byte)'\t', (byte)'\r', (byte)'\n'))
            CleanWithoutBreaks(url, ref rules, depth, output);
        else
            CleanLine(url, ref rules, depth, output);
    }

    // Browsers read "java\tscript:" as if the tab were not there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CleanWithoutBreaks<TRules>(ReadOnlySpan<byte> url, ref TRules rules, int depth, ByteBuffer output)
        where TRules : struct, IParameterRules
    {
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], url.Length);
        try
        {
            CleanLine(scratch.Span[..UrlParts.WithoutBreaks(url, scratch.Span)], ref rules, depth, output);
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private void CleanLine<TRules>(ReadOnlySpan<byte> url, ref TRules rules, int depth, ByteBuffer output)
        where TRules : struct, IParameterRules
    {
        if (IsDirect(url))
        {
            output.Append(url);
            return;
        }
        CleanParts(UrlParts.Of(url), ref rules, depth, output);
    }

    private void CleanParts(in UrlParts parts, ByteBuffer output)
    {
        var none = default(NoParameterRules);
        CleanParts(parts, ref none, depth: 0, output);
    }

    private void CleanParts<TRules>(in UrlParts parts, ref TRules rules, int depth, ByteBuffer output)
        where TRules : struct, IParameterRules
    {
        var start = output.Length;
        WriteScheme(parts.Scheme, output);
        if (parts.Kind == UrlKind.Opaque)
            return;
        if (parts.Kind == UrlKind.WithHost && IsSiteHost(parts.HostAndPort))
        {
            output.Append("//"u8);
            output.Append(parts.HostAndPort);
        }
        else if (parts.Kind == UrlKind.WithHost)
        {
            WriteHost(parts, output);
        }
        UrlPath.Write(parts.Path, this, depth, output);
        UrlQuery.Write(parts.Query, this, ref rules, depth, output);
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
        if (scheme.SequenceEqual("https"u8))
        {
            output.Append("https:"u8);
            return;
        }
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

    // As it is written in the settings: such a host holds nothing that was not decided.
    private bool IsSiteHost(ReadOnlySpan<byte> host)
    {
        foreach (var own in _siteHosts)
        {
            if (host.SequenceEqual(own))
                return true;
        }
        return false;
    }

    // What Mixpanel's SDK writes for "no referrer".
    private static bool IsDirect(ReadOnlySpan<byte> url) => url.SequenceEqual("$direct"u8);
}
