using System.Text;
using PrivacyProxy.Redaction;
using PrivacyProxy.Replay;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.Tests.Replay;

/// <summary>Recordings for tests of the mask alone.</summary>
internal static class SomeRecording
{
    /// <summary>The masked recording; null when nothing of it may leave.</summary>
    public static string? Masked(string json, Redactor? redactor = null) => Masked(Encoding.UTF8.GetBytes(json), redactor ?? SomeRedaction.Redactor());

    public static string? Masked(byte[] json, Redactor redactor)
    {
        using var output = new ByteBuffer();
        return RecordingWalk.Mask(json, redactor, output) == Outcome.Removed ? null : Encoding.UTF8.GetString(output.Span);
    }

    /// <summary>A full snapshot with one node.</summary>
    public static string Snapshot(string node) => """[{"type":2,"data":{"node":""" + node + ""","initialOffset":{"top":0,"left":0}},"timestamp":1795282325938}]""";

    /// <summary>The snapshot's node, masked; null when nothing was left.</summary>
    public static string? MaskedNode(string node)
    {
        var masked = Masked(Snapshot(node));
        if (masked is null)
            return null;
        const string before = """[{"type":2,"data":{"node":""";
        var end = masked.LastIndexOf(",\"initialOffset\"", StringComparison.Ordinal);
        return masked[before.Length..end];
    }

    public static string MaskedStyle(string css)
    {
        using var output = new ByteBuffer();
        StyleMask.Write(Encoding.UTF8.GetBytes(css), SomeRedaction.Redactor(), output);
        return Encoding.UTF8.GetString(output.Span);
    }
}
