using System.IO.Compression;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Replay;

/// <summary>A recording as it travels: a list of rrweb's events in JSON, compressed or not.</summary>
internal static class Recording
{
    /// <summary>Appends the recording, masked and wrapped as it came. Removed: see <see cref="RecordingWalk.Mask"/>.</summary>
    public static Outcome Mask(ReadOnlyMemory<byte> body, bool isGzip, Redactor redactor, ByteBuffer output)
    {
        if (!isGzip)
            return RecordingWalk.Mask(body.Span, redactor, output);

        var limit = redactor.Policy.Limits.ReplayBytes;
        using var plain = new ByteBuffer((int)Math.Min(limit, (long)body.Length * 8));
        redactor.Fault = Wrapping.Decompress(body, "gzip", limit, plain);
        if (redactor.Fault != Fault.None)
            return Outcome.Removed;
        using var masked = new ByteBuffer(plain.Length);
        if (RecordingWalk.Mask(plain.Span, redactor, masked) == Outcome.Removed)
            return Outcome.Removed;
        Compress(masked.Span, output);
        return Outcome.Changed;
    }

    private static void Compress(ReadOnlySpan<byte> plain, ByteBuffer output)
    {
        using var compressed = new MemoryStream(Math.Max(256, plain.Length / 8));
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(plain);
        output.Append(compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
    }
}
