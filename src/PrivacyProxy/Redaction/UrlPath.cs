using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Writes a path, segment by segment. A segment is judged by its decoded form and by what stands before it
/// (<see cref="PathRoles"/>), and kept as written or replaced as a whole by the class of what it holds: <c>[email]</c>,
/// <c>[id]</c>, <c>[user]</c>, … A segment that cannot be decoded is <c>[invalid]</c>. Matrix parameters
/// (<c>;jsessionid=…</c>), parameters behind <c>&amp;</c> or a comma, and an escaped query or fragment are cut off.
/// </summary>
internal static class UrlPath
{
    private const int MostLayers = 3;

    private static readonly SearchValues<byte> Slashes = SearchValues.Create("/\\"u8);
    private static readonly SearchValues<byte> SegmentEnds = SearchValues.Create(";?#"u8);

    private static readonly SearchValues<byte> Words =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-._~"u8);

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._[]%"u8);

    internal static void Write(ReadOnlySpan<byte> path, UrlCleaner cleaner, int depth, ByteBuffer output)
    {
        var roles = new PathRoles();
        path = BeforeParameters(path);
        while (true)
        {
            var slash = path.IndexOfAny(Slashes);
            WriteSegment(slash < 0 ? path : path[..slash], ref roles, cleaner, depth, output);
            if (slash < 0)
                return;
            output.Append((byte)'/');
            path = path[(slash + 1)..];
        }
    }

    private static void WriteSegment(ReadOnlySpan<byte> segment, ref PathRoles roles, UrlCleaner cleaner, int depth, ByteBuffer output)
    {
        // Most segments are one or two words: too short to hide something, and made of letters only.
        if (segment.Length < EncodedRun.Shortest && !segment.ContainsAnyExcept(Words))
        {
            var label = roles.LabelOf(segment);
            output.Append(label.IsEmpty ? segment : label);
            return;
        }
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
        if (segment.Contains((byte)'%'))
            WriteEscaped(segment, ref roles, cleaner, depth, output);
        else if (!TryWriteClass(segment, ref roles, output))
            output.Append(segment);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteEscaped(ReadOnlySpan<byte> segment, ref PathRoles roles, UrlCleaner cleaner, int depth, ByteBuffer output)
    {
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], segment.Length);
        try
        {
            if (TryDecode(segment, scratch.Span, out var length))
                WriteDecoded(segment, scratch.Span[..length], ref roles, cleaner, depth, output);
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
        ReadOnlySpan<byte> segment, ReadOnlySpan<byte> decoded, ref PathRoles roles, UrlCleaner cleaner, int depth, ByteBuffer output)
    {
        if (UrlCleaner.LooksLikeUrl(decoded) || decoded.StartsWith("//"u8))
        {
            cleaner.WriteNested(decoded, depth, output);
            return;
        }
        var end = decoded.IndexOfAny(SegmentEnds);
        var kept = end < 0 ? decoded : decoded[..end];
        kept = BeforeParameters(kept);
        if (kept.IsEmpty)
            output.Append("[invalid]"u8);
        else if (kept.ContainsAny(Slashes))
            WriteHiddenPath(kept, ref roles, output);
        else if (TryWriteClass(kept, ref roles, output))
            return;
        else if (kept.Length == decoded.Length)
            output.Append(segment);
        else
            PercentEscapes.Encode(kept, output);
    }

    // Escaped slashes stay escaped: the segment remains one segment.
    private static void WriteHiddenPath(ReadOnlySpan<byte> path, ref PathRoles roles, ByteBuffer output)
    {
        while (true)
        {
            var slash = path.IndexOfAny(Slashes);
            var segment = slash < 0 ? path : path[..slash];
            if (!TryWriteClass(segment, ref roles, output))
                PercentEscapes.Encode(segment, output);
            if (slash < 0)
                return;
            output.Append("%2F"u8);
            path = path[(slash + 1)..];
        }
    }

    // "/t&token=abc", "/t,token=abc": a query that lost its question mark. What follows it is cut off, too.
    private static ReadOnlySpan<byte> BeforeParameters(ReadOnlySpan<byte> path)
    {
        for (var from = 0; from < path.Length;)
        {
            var mark = path[from..].IndexOfAny((byte)'&', (byte)',');
            if (mark < 0)
                return path;
            from += mark + 1;
            var name = path[from..].IndexOfAnyExcept(NameBytes);
            if (name > 0 && path[from + name] == '=')
                return path[..(from - 1)];
        }
        return path;
    }

    private static bool TryWriteClass(ReadOnlySpan<byte> segment, ref PathRoles roles, ByteBuffer output)
    {
        segment = segment.Trim((byte)' ');
        var byRole = roles.LabelOf(segment);
        var label = LabelOf(segment);
        output.Append(label.IsEmpty ? byRole : label);
        return !label.IsEmpty || !byRole.IsEmpty;
    }

    private static ReadOnlySpan<byte> LabelOf(ReadOnlySpan<byte> segment)
    {
        if (segment.IsEmpty)
            return default;
        if (segment.ContainsAnyInRange((byte)0x00, (byte)0x1F) || segment.Contains((byte)0x7F) || !Utf8.IsValid(segment))
            return "[invalid]"u8;
        var found = PersonalData.Classify(segment);
        // A long random segment is an id of the site far more often than a secret; either way it goes.
        if (found is not (DataClass.Shielded or DataClass.Token))
            return DataClassLabel.Of(found);
        var hasId = OpaqueId.IsIn(segment);
        if (OpaqueId.IsNumber(segment) || (hasId && !segment.Contains((byte)'.')))
            return "[id]"u8;
        if (found == DataClass.Token)
            return DataClassLabel.Of(found);
        if (hasId)
            return "[id]"u8;
        // "/email=jane": a parameter that is a segment.
        var equals = segment.IndexOf((byte)'=');
        return equals > 0 && equals < segment.Length - 1 && PersonalNames.IsPersonal(segment[..equals]) ? "[token]"u8 : default;
    }
}
