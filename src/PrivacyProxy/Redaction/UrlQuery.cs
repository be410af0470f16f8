using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Writes the parameters that are kept, in their order, each name once. A parameter is known by its decoded name in lower
/// case and leaves under that name, so that <c>%75tm_source</c> is neither lost nor a second <c>utm_source</c>.
/// </summary>
internal static class UrlQuery
{
    private const int MostKept = 32;
    private const int MostLayers = 3;

    private static readonly SearchValues<byte> Separators = SearchValues.Create("&;"u8);
    private static readonly SearchValues<byte> Escapes = SearchValues.Create("%+"u8);
    private static readonly SearchValues<byte> LowerName = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-"u8);

    // Of a value that is none of these no part could be a URL, or would have to be escaped.
    private static readonly SearchValues<byte> PlainValue =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.~"u8);

    internal static void Write<TRules>(ReadOnlySpan<byte> query, UrlCleaner cleaner, ref TRules rules, int depth, ByteBuffer output)
        where TRules : struct, IParameterRules
    {
        if (query.IsEmpty)
            return;
        // Where each kept name stands in the output, to drop its duplicates.
        Span<Range> names = stackalloc Range[MostKept];
        var kept = 0;
        while (!query.IsEmpty && kept < MostKept)
        {
            var end = query.IndexOfAny(Separators);
            var parameter = end < 0 ? query : query[..end];
            query = end < 0 ? default : query[(end + 1)..];
            var start = output.Length;
            output.Append(kept == 0 ? (byte)'?' : (byte)'&');
            if (TryWrite(parameter, cleaner, ref rules, depth, output, out var name) && !IsAmong(names[..kept], output.Span[name], output.Span))
                names[kept++] = name;
            else
                output.CutTo(start);
        }
    }

    private static bool IsAmong(ReadOnlySpan<Range> names, ReadOnlySpan<byte> name, ReadOnlySpan<byte> written)
    {
        foreach (var other in names)
        {
            if (written[other].SequenceEqual(name))
                return true;
        }
        return false;
    }

    private static bool TryWrite<TRules>(
        ReadOnlySpan<byte> parameter, UrlCleaner cleaner, ref TRules rules, int depth, ByteBuffer output, out Range name)
        where TRules : struct, IParameterRules
    {
        var equals = parameter.IndexOf((byte)'=');
        var rawName = equals < 0 ? parameter : parameter[..equals];
        if (!rawName.IsEmpty && !rawName.ContainsAnyExcept(LowerName))
            return typeof(TRules) == typeof(NoParameterRules) && IsPlain(parameter, rawName, cleaner)
                ? Copy(parameter, rawName, output, out name)
                : TryWrite(rawName, parameter, equals, cleaner, ref rules, depth, output, out name);
        name = default;
        return !rawName.IsEmpty && TryWriteEscaped(rawName, parameter, equals, cleaner, ref rules, depth, output, out name);
    }

    // A known name in lower case, and a short word behind it: nothing to decode, to judge or to escape.
    private static bool IsPlain(ReadOnlySpan<byte> parameter, ReadOnlySpan<byte> name, UrlCleaner cleaner)
    {
        if (parameter.Length - name.Length is < 2 or > EncodedRun.Shortest || !cleaner.Keeps(name))
            return false;
        var value = parameter[(name.Length + 1)..];
        return !value.ContainsAnyExcept(PlainValue) && FirstLook.At(value) == Suspicion.None;
    }

    private static bool Copy(ReadOnlySpan<byte> parameter, ReadOnlySpan<byte> rawName, ByteBuffer output, out Range name)
    {
        name = output.Length..(output.Length + rawName.Length);
        output.Append(parameter);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryWriteEscaped<TRules>(
        ReadOnlySpan<byte> rawName, ReadOnlySpan<byte> parameter, int equals, UrlCleaner cleaner, ref TRules rules, int depth, ByteBuffer output,
        out Range name)
        where TRules : struct, IParameterRules
    {
        name = default;
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], rawName.Length);
        try
        {
            return TryDecodeName(rawName, scratch.Span, out var length)
                && TryWrite(scratch.Span[..length], parameter, equals, cleaner, ref rules, depth, output, out name);
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private static bool TryWrite<TRules>(
        ReadOnlySpan<byte> decodedName, ReadOnlySpan<byte> parameter, int equals, UrlCleaner cleaner, ref TRules rules, int depth,
        ByteBuffer output, out Range name)
        where TRules : struct, IParameterRules
    {
        var rawValue = equals < 0 ? default : parameter[(equals + 1)..];
        if (typeof(TRules) != typeof(NoParameterRules) && TryWriteByRule(decodedName, rawValue, ref rules, output, out name))
            return true;
        name = default;
        if (!cleaner.Keeps(decodedName))
            return false;
        var start = output.Length;
        PercentEscapes.Encode(decodedName, output);
        LowerCase(output, start);
        name = start..output.Length;
        if (equals < 0)
            return true;
        output.Append((byte)'=');
        if (rawValue.Length >= EncodedRun.Shortest || rawValue.ContainsAnyExcept(PlainValue))
            return TryWriteValue(rawValue, cleaner, depth, output);
        if (PersonalData.TryReplace(rawValue, output))
            return true;
        output.Append(rawValue);
        return true;
    }

    // Escapes of kept names hold no letters that have a case, but for their hex digits, which are written in capitals.
    private static void LowerCase(ByteBuffer output, int start)
    {
        var name = output.Span[start..];
        if (!name.ContainsAnyInRange((byte)'A', (byte)'Z'))
            return;
        Span<byte> lower = stackalloc byte[UrlCleaner.LongestName * 3];
        name.CopyTo(lower);
        for (var i = 0; i < name.Length; i++)
        {
            if (lower[i] == '%')
                i += 2;
            else if (lower[i] is >= (byte)'A' and <= (byte)'Z')
                lower[i] |= 0x20;
        }
        var length = name.Length;
        output.CutTo(start);
        output.Append(lower[..length]);
    }

    private static bool TryDecodeName(ReadOnlySpan<byte> raw, Span<byte> decoded, out int length)
    {
        length = PercentEscapes.Decode(raw, decoded, plusIsSpace: true, out var isValid);
        for (var layer = 1; isValid && layer < MostLayers && PercentEscapes.IsIn(decoded[..length]); layer++)
            length = PercentEscapes.Decode(decoded[..length], decoded, plusIsSpace: true, out _);
        return isValid;
    }

    private static bool TryWriteByRule<TRules>(
        ReadOnlySpan<byte> decodedName, ReadOnlySpan<byte> rawValue, ref TRules rules, ByteBuffer output, out Range name)
        where TRules : struct, IParameterRules
    {
        var start = output.Length;
        PercentEscapes.Encode(decodedName, output);
        name = start..output.Length;
        output.Append((byte)'=');
        var written = output.Length;
        var isKept = rawValue.ContainsAny(Escapes)
            ? TryWriteDecoded(decodedName, rawValue, ref rules, output)
            : rules.TryWrite(decodedName, rawValue, output);
        if (isKept)
            PercentEscapes.EncodeTail(output, written);
        else
            output.CutTo(start);
        return isKept;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryWriteDecoded<TRules>(ReadOnlySpan<byte> decodedName, ReadOnlySpan<byte> rawValue, ref TRules rules, ByteBuffer output)
        where TRules : struct, IParameterRules
    {
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], rawValue.Length);
        try
        {
            var length = PercentEscapes.Decode(rawValue, scratch.Span, plusIsSpace: true, out _);
            return rules.TryWrite(decodedName, scratch.Span[..length], output);
        }
        finally
        {
            scratch.Dispose();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryWriteValue(ReadOnlySpan<byte> raw, UrlCleaner cleaner, int depth, ByteBuffer output)
    {
        // White space at the end of the URL will be cut off; what is judged is what stays.
        raw = raw.TrimEnd(" \t\r\n"u8);
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], raw.Length);
        try
        {
            var length = PercentEscapes.Decode(raw, scratch.Span, plusIsSpace: true, out var isValid);
            // A URL may be escaped more than once inside of a parameter. What is escaped inside of the URL is its own affair.
            var isUrl = UrlCleaner.LooksLikeUrl(scratch.Span[..length]);
            for (var layer = 1; isValid && !isUrl && layer < MostLayers && PercentEscapes.IsIn(scratch.Span[..length]); layer++)
            {
                length = PercentEscapes.Decode(scratch.Span[..length], scratch.Span, plusIsSpace: false, out _);
                isUrl = UrlCleaner.LooksLikeUrl(scratch.Span[..length]);
            }

            var decoded = scratch.Span[..length];
            if (!isValid || (!isUrl && PercentEscapes.IsIn(decoded)) || !Utf8.IsValid(decoded)
                || decoded.ContainsAnyInRange((byte)0x00, (byte)0x1F))
                return false;
            WriteDecodedValue(raw, decoded, cleaner, depth, output);
            return true;
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private static void WriteDecodedValue(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> decoded, UrlCleaner cleaner, int depth, ByteBuffer output)
    {
        // Space at the end of a URL is no part of it.
        if (IsTarget(decoded.Trim((byte)' ')))
        {
            cleaner.WriteNested(decoded.Trim((byte)' '), depth, output);
            return;
        }
        if (TryWriteBase64Target(decoded, cleaner, depth, output))
            return;
        var start = output.Length;
        if (PersonalData.TryReplace(decoded, output))
            PercentEscapes.EncodeTail(output, start);
        else
            output.Append(raw);
    }

    // Where a redirect leads: a URL, or a path or a query of the site.
    private static bool IsTarget(ReadOnlySpan<byte> value) =>
        UrlCleaner.LooksLikeUrl(value) || UrlCleaner.IsPlainQuery(value) || UrlCleaner.HasQuery(value) || UrlCleaner.IsOpaque(value);

    // Written as the URL that it is: whoever reads it decodes it or does not find it.
    private static bool TryWriteBase64Target(ReadOnlySpan<byte> value, UrlCleaner cleaner, int depth, ByteBuffer output)
    {
        if (!Base64Text.MayBeText(value))
            return false;
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], (value.Length * 3 / 4) + 3);
        try
        {
            var decoded = scratch.Span[..Base64Text.Decode(value, scratch.Span)];
            if (!HeadOfText.IsText(decoded) || !(UrlCleaner.LooksLikeUrl(decoded) || UrlCleaner.HasQuery(decoded)))
                return false;
            cleaner.WriteNested(decoded, depth, output);
            return true;
        }
        finally
        {
            scratch.Dispose();
        }
    }
}
