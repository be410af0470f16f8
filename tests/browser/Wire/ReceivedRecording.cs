using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.BrowserTests.Wire;

/// <summary>The parts of a recording in their order, opened as the vendor opens them.</summary>
internal sealed class ReceivedRecording
{
    public ReceivedRecording(IEnumerable<ReceivedRequest> requests)
    {
        Parts = [.. requests.Where(r => Payload.Path(r) == "/record").OrderBy(r => int.Parse(Payload.Parameter(r, "seq")!, CultureInfo.InvariantCulture))];
        Events = [.. Parts.SelectMany(Open)];
    }

    public IReadOnlyList<ReceivedRequest> Parts { get; }

    /// <summary>rrweb's events.</summary>
    public IReadOnlyList<JsonElement> Events { get; }

    public IEnumerable<JsonElement> OfType(int type) => Events.Where(e => e.GetProperty("type").GetInt32() == type);

    private static JsonElement[] Open(ReceivedRequest request)
    {
        using var gzip = new GZipStream(new MemoryStream(request.Body), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(gzip);
        return [.. document.RootElement.EnumerateArray().Select(e => e.Clone())];
    }
}
