using System.Buffers;
using System.Text.Unicode;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Writes a path, segment by segment. A segment is judged by its decoded form and kept as written, or replaced as a whole by
/// the class of what it holds: <c>[email]</c>, <c>[id]</c>, … A segment that cannot be decoded is <c>[invalid]</c>. Matrix
/// parameters (<c>;jsessionid=…</c>) and an escaped query or fragment are cut off.
/// </summary>
internal static class UrlPath
{
    private const int MostLayers = 3;

    private static readonly SearchValues<byte> Slashes = SearchValues.Create("/\\"u8);
    private static readonly SearchValues<byte> SegmentEnds = SearchValues.Create(";?#"u8);

    internal static void Write(ReadOnlySpan<byte> path, UrlCleaner cleaner, int depth, ByteBuffer output)
    {
        while (true)
        {
            var slash = path.IndexOfAny(Slashes);
            WriteSegment(slash < 0 ? path : path[..slash], cleaner, depth, output);
            if (slash < 0)
                return;
            output.Append((byte)'/');
            path = path[(slash + 1)..];
        }
    }

    private static void WriteSegment(ReadOnlySpan<byte> segment, UrlCleaner cleaner, int depth, ByteBuffer output)
    {
        var matrix = segment.IndexOf((byte)';');
        if (matrix >= 0)
            segment = segment[..matrix];
        // A segment must not vanish: "/;x/host" would become "//host".
        if (matrix == 0)
        {
            output.Append("[invalid]"u8);
            return;
        }
        segment = segment.TrimEnd(" \t\r\n"u8);
        if (!segment.Contains((byte)'%'))
        {
            if (!TryWriteClass(segment, output))
                output.Append(segment);
            return;
        }
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], segment.Length);
        try
        {
            if (TryDecode(segment, scratch.Span, out var length))
                WriteDecoded(segment, scratch.Span[..length], cleaner, depth, output);
            else
                output.Append("[invalid]"u8);
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private static bool TryDecode(ReadOnlySpan<byte> segment, Span<byte> decoded, out int length)
    {
        length = PercentEscapes.Decode(segment, decoded, plusIsSpace: false, out var isValid);
        if (!isValid)
            return false;
        for (var layer = 1; PercentEscapes.IsIn(decoded[..length]); layer++)
        {
            if (layer == MostLayers)
                return false;
            length = PercentEscapes.Decode(decoded[..length], decoded, plusIsSpace: false, out _);
        }
        return true;
    }

    private static void WriteDecoded(
        ReadOnlySpan<byte> segment, ReadOnlySpan<byte> decoded, UrlCleaner cleaner, int depth, ByteBuffer output)
    {
        if (UrlCleaner.LooksLikeUrl(decoded) || decoded.StartsWith("//"u8))
        {
            cleaner.WriteNested(decoded, depth, output);
            return;
        }
        var end = decoded.IndexOfAny(SegmentEnds);
        var kept = end < 0 ? decoded : decoded[..end];
        if (kept.IsEmpty)
            output.Append("[invalid]"u8);
        else if (kept.ContainsAny(Slashes))
            WriteHiddenPath(kept, output);
        else if (TryWriteClass(kept, output))
            return;
        else if (end < 0)
            output.Append(segment);
        else
            PercentEscapes.Encode(kept, output);
    }

    // Escaped slashes stay escaped: the segment remains one segment.
    private static void WriteHiddenPath(ReadOnlySpan<byte> path, ByteBuffer output)
    {
        while (true)
        {
            var slash = path.IndexOfAny(Slashes);
            var segment = slash < 0 ? path : path[..slash];
            if (!TryWriteClass(segment, output))
                PercentEscapes.Encode(segment, output);
            if (slash < 0)
                return;
            output.Append("%2F"u8);
            path = path[(slash + 1)..];
        }
    }

    private static bool TryWriteClass(ReadOnlySpan<byte> segment, ByteBuffer output)
    {
        var label = LabelOf(segment);
        output.Append(label);
        return !label.IsEmpty;
    }

    private static ReadOnlySpan<byte> LabelOf(ReadOnlySpan<byte> segment)
    {
        segment = segment.Trim((byte)' ');
        if (segment.IsEmpty)
            return default;
        if (segment.ContainsAnyInRange((byte)0x00, (byte)0x1F) || segment.Contains((byte)0x7F) || !Utf8.IsValid(segment))
            return "[invalid]"u8;
        var found = PersonalData.Classify(segment);
        // A long random segment is an id of the site far more often than a secret; either way it goes.
        if (found is not (DataClass.Shielded or DataClass.Token))
            return DataClassLabel.Of(found);
        if (OpaqueId.IsNumber(segment) || (OpaqueId.IsIn(segment) && !segment.Contains((byte)'.')))
            return "[id]"u8;
        if (found == DataClass.Token)
            return DataClassLabel.Of(found);
        return OpaqueId.IsIn(segment) ? "[id]"u8 : default;
    }
}
