using Microsoft.AspNetCore.Http.Features;
using PrivacyProxy.Pipeline;

namespace PrivacyProxy.Redaction;

/// <summary>Reads the body once, up to the limit, and opens its compression. It is forwarded uncompressed.</summary>
internal static class ReadBody
{
    public static async ValueTask<Verdict> Run(Exchange exchange)
    {
        var request = exchange.Http.Request;
        var limit = exchange.Endpoint.Replay is null ? exchange.Directory.Limits.BodyBytes : exchange.Directory.Limits.ReplayBytes;
        if (exchange.Http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
            return Verdict.Continue;
        if (IsFramedTwice(request.Headers))
        {
            // RFC 9112 section 6.3: a hop in front may have believed the other one, so what follows is anybody's.
            exchange.Http.Response.Headers.Connection = "close";
            return Verdict.Drop(DropReason.Unreadable);
        }

        if (request.ContentLength > limit)
            return Verdict.Refuse(RefusalReason.TooLarge, StatusCodes.Status413PayloadTooLarge);
        if (!HttpMethods.IsPost(request.Method))
        {
            // A GET has no payload (RFC 9110 section 9.3.1); one that has, says something that no vendor documents.
            return request.ContentLength is null or > 0 && await HasAny(request.Body, exchange.Http.RequestAborted)
                ? Verdict.Drop(DropReason.Unreadable)
                : Verdict.Continue;
        }

        var encodings = request.Headers.ContentEncoding;
        if (encodings.Count == 0)
            return await Read(request.Body, exchange.IncomingBody, limit, exchange.Http.RequestAborted)
                ? Verdict.Continue
                : Verdict.Refuse(RefusalReason.TooLarge, StatusCodes.Status413PayloadTooLarge);

        using var compressed = new ByteBuffer(4096);
        if (!await Read(request.Body, compressed, limit, exchange.Http.RequestAborted))
            return Verdict.Refuse(RefusalReason.TooLarge, StatusCodes.Status413PayloadTooLarge);
        var fault = Wrapping.Decompress(compressed.Memory, encodings.ToString(), limit, exchange.IncomingBody);
        return fault == Fault.None ? Verdict.Continue : fault.ToVerdict();
    }

    /// <summary>A length and chunks. The server goes by the chunks, and sets the length aside under this name.</summary>
    private static bool IsFramedTwice(IHeaderDictionary headers) =>
        headers.TransferEncoding.Count > 0 && headers.ContainsKey("X-Content-Length");

    private static async ValueTask<bool> Read(Stream body, ByteBuffer into, int limit, CancellationToken aborted)
    {
        while (true)
        {
            var read = await body.ReadAsync(into.GetMemory(2048), aborted);
            if (read == 0)
                return true;
            into.Advance(read);
            if (into.Length > limit)
                return false;
        }
    }

    private static async ValueTask<bool> HasAny(Stream body, CancellationToken aborted)
    {
        var one = new byte[1];
        return await body.ReadAsync(one, aborted) > 0;
    }
}
