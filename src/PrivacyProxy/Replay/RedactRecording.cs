using Microsoft.Net.Http.Headers;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Replay;

/// <summary>The body of a session replay. What its query says of it, as it leaves, must be true.</summary>
internal static class RedactRecording
{
    private const string BinaryType = "application/octet-stream";

    public static Verdict Run(Exchange exchange, ReplayFormat format)
    {
        var query = exchange.OutgoingQuery.Span;
        // Recorders of apps send pictures of the screen, in which nothing can be masked.
        if (!format.Recorder.IsIn(query))
            return Verdict.Refuse(RefusalReason.EndpointRefused, 0);
        if (!IsRecording(exchange.Http.Request.ContentType))
            return Verdict.Refuse(RefusalReason.MediaType, StatusCodes.Status415UnsupportedMediaType);
        var isGzip = format.Gzip.IsIn(query);
        if (exchange.IncomingBody.Length == 0 || isGzip == format.Plain.IsIn(query))
            return Verdict.Drop(DropReason.Unreadable);

        exchange.OutgoingContentType = BinaryType;
        exchange.HasOutgoingBody = true;
        var redactor = exchange.Redactor;
        redactor.Log?.Enter("recording"u8);
        redactor.Log?.Note(FieldAction.Replace);
        redactor.Log?.Leave();
        if (Recording.Mask(exchange.IncomingBody.Memory, isGzip, redactor, exchange.OutgoingBody) != Outcome.Removed)
            return Verdict.Continue;
        return redactor.Fault == Fault.None ? Verdict.Drop(DropReason.Empty) : redactor.Fault.ToVerdict();
    }

    private static bool IsRecording(string? contentType) =>
        string.IsNullOrEmpty(contentType)
        || (MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (type.MediaType.Equals(BinaryType, StringComparison.OrdinalIgnoreCase)
                || type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)));
}
