using System.Buffers;
using System.Collections.Frozen;
using System.Text.Unicode;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Writes the parameters that are kept, in their order, each name once. A parameter is known by its decoded name in lower
/// case and leaves under that name, so that <c>%75tm_source</c> is neither lost nor a second <c>utm_source</c>.
/// </summary>
internal static class UrlQuery
{
    private const int MostKept = 32;
    private const int LongestName = 64;
    private const int MostLayers = 3;

    private static readonly SearchValues<byte> Separators = SearchValues.Create("&;"u8);
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Campaign =
        CampaignParameters.Names.GetAlternateLookup<ReadOnlySpan<char>>();

    internal static void Write(ReadOnlySpan<byte> query, UrlCleaner cleaner, ParameterRule? rule, int depth, ByteBuffer output)
    {
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
            if (TryWrite(parameter, cleaner, rule, depth, output, out var name) && !IsAmong(names[..kept], output.Span[name], output.Span))
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

    private static bool TryWrite(
        ReadOnlySpan<byte> parameter, UrlCleaner cleaner, ParameterRule? rule, int depth, ByteBuffer output, out Range name)
    {
        name = default;
        var equals = parameter.IndexOf((byte)'=');
        var rawName = equals < 0 ? parameter : parameter[..equals];
        var rawValue = equals < 0 ? default : parameter[(equals + 1)..];
        if (rawName.IsEmpty)
            return false;
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], rawName.Length);
        try
        {
            if (!TryDecodeName(rawName, scratch.Span, out var length))
                return false;
            var decodedName = scratch.Span[..length];
            var start = output.Length;
            if (rule is not null && TryWriteByRule(decodedName, rawValue, rule, output, out name))
                return true;
            output.CutTo(start);
            if (!IsKept(decodedName, cleaner))
                return false;
            for (var i = 0; i < decodedName.Length; i++)
                decodedName[i] = decodedName[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(decodedName[i] | 0x20) : decodedName[i];
            PercentEscapes.Encode(decodedName, output);
            name = start..output.Length;
            if (equals < 0)
                return true;
            output.Append((byte)'=');
            return TryWriteValue(rawValue, cleaner, depth, output);
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private static bool TryDecodeName(ReadOnlySpan<byte> raw, Span<byte> decoded, out int length)
    {
        length = PercentEscapes.Decode(raw, decoded, plusIsSpace: true, out var isValid);
        for (var layer = 1; isValid && layer < MostLayers && PercentEscapes.IsIn(decoded[..length]); layer++)
            length = PercentEscapes.Decode(decoded[..length], decoded, plusIsSpace: true, out _);
        return isValid;
    }

    private static bool IsKept(ReadOnlySpan<byte> name, UrlCleaner cleaner)
    {
        if (name.Length > LongestName)
            return false;
        Span<char> letters = stackalloc char[LongestName];
        for (var i = 0; i < name.Length; i++)
            letters[i] = char.ToLowerInvariant((char)name[i]);
        var lower = letters[..name.Length];
        return (cleaner.Rules.KeepCampaignParameters && Campaign.Contains(lower)) || cleaner.KeptParameters.Contains(lower);
    }

    private static bool TryWriteByRule(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> rawValue, ParameterRule rule, ByteBuffer output, out Range written)
    {
        written = default;
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], rawValue.Length);
        try
        {
            var length = PercentEscapes.Decode(rawValue, scratch.Span, plusIsSpace: true, out _);
            using var value = new ByteBuffer(Math.Max(length, 64));
            if (!rule(name, scratch.Span[..length], value))
                return false;
            var start = output.Length;
            PercentEscapes.Encode(name, output);
            written = start..output.Length;
            output.Append((byte)'=');
            PercentEscapes.Encode(value.Span, output);
            return true;
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private static bool TryWriteValue(ReadOnlySpan<byte> raw, UrlCleaner cleaner, int depth, ByteBuffer output)
    {
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], raw.Length);
        try
        {
            var length = PercentEscapes.Decode(raw, scratch.Span, plusIsSpace: true, out var isValid);
            // A URL may be escaped more than once inside of a parameter.
            for (var layer = 1; isValid && layer < MostLayers && PercentEscapes.IsIn(scratch.Span[..length]); layer++)
                length = PercentEscapes.Decode(scratch.Span[..length], scratch.Span, plusIsSpace: false, out _);
            var decoded = scratch.Span[..length];
            if (!isValid || PercentEscapes.IsIn(decoded) || !Utf8.IsValid(decoded)
                || decoded.ContainsAnyInRange((byte)0x00, (byte)0x1F))
                return false;
            if (UrlCleaner.LooksLikeUrl(decoded))
            {
                cleaner.WriteNested(decoded, depth, output);
                return true;
            }
            using var replaced = PersonalData.Contains(decoded) ? new ByteBuffer(decoded.Length) : null;
            if (replaced is not null && PersonalData.TryReplace(decoded, replaced))
                PercentEscapes.Encode(replaced.Span, output);
            else
                output.Append(raw);
            return true;
        }
        finally
        {
            scratch.Dispose();
        }
    }
}
