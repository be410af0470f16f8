using System.Text;
using Microsoft.Net.Http.Headers;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Replay;

namespace PrivacyProxy.Redaction;

/// <summary>
/// The body, by what it is. Beacons and some SDKs send forms as <c>text/plain</c>, so text is sniffed: JSON by its first
/// character, a form otherwise.
/// </summary>
internal static class RedactBody
{
    private const string FormType = "application/x-www-form-urlencoded";
    private const string LinesType = "application/x-ndjson";

    public static ValueTask<Verdict> Run(Exchange exchange) => new(Redact(exchange));

    private static Verdict Redact(Exchange exchange)
    {
        exchange.Log?.Surface = "body";
        var body = exchange.IncomingBody.Span;
        var endpoint = exchange.Endpoint;
        if (endpoint.Replay is { } replay)
            return RedactRecording.Run(exchange, replay);
        if (body.IsEmpty)
            return CheckPayload(exchange);

        if (Kind(exchange.Http.Request.ContentType, out var boundary) is not { } kind)
            return Verdict.Refuse(RefusalReason.MediaType, StatusCodes.Status415UnsupportedMediaType);
        var form = exchange.HasConsent ? endpoint.Form : endpoint.FormWithoutConsent ?? endpoint.Form;
        if (kind == BodyKind.Text)
            kind = Wrapping.IsJson(body) ? BodyKind.Json : BodyKind.Form;
        var verdict = kind switch
        {
            BodyKind.Json when endpoint.Json is { } json => Json(exchange, json),
            BodyKind.Lines when endpoint is { Json: { } json, TakesLines: true } => Lines(exchange, json),
            BodyKind.Form when form is not null => Form(exchange, form),
            BodyKind.Multipart when form is not null => Multipart(exchange, form, boundary!),
            _ => Verdict.Refuse(RefusalReason.MediaType, StatusCodes.Status415UnsupportedMediaType),
        };
        exchange.HasOutgoingBody = true;
        return verdict.Kind == VerdictKind.Continue ? CheckPayload(exchange) : verdict;
    }

    /// <summary>An event without its payload is no event, and one whose payload was emptied has nothing to say.</summary>
    private static Verdict CheckPayload(Exchange exchange)
    {
        if (!exchange.Endpoint.PayloadNeeded)
            return Verdict.Continue;
        if (!exchange.Redactor.HasPayload)
            return Verdict.Drop(DropReason.Unreadable);
        return exchange.Redactor.IsPayloadEmptied ? Verdict.Drop(DropReason.Empty) : Verdict.Continue;
    }

    private static Verdict Json(Exchange exchange, RuleSet rules)
    {
        if (!exchange.Redactor.MeetPayload())
            return exchange.Redactor.Fault.ToVerdict();
        // A text or a number alone is JSON, too, but has no field that a rule could speak of.
        if (!Wrapping.IsJson(exchange.IncomingBody.Span))
            return Verdict.Drop(DropReason.Unreadable);
        exchange.OutgoingContentType = "application/json";
        if (JsonWalk.Redact(exchange.IncomingBody.Span, rules, exchange.Redactor, exchange.OutgoingBody) != Outcome.Removed)
            return Verdict.Continue;
        return exchange.Redactor.Fault == Fault.None ? Verdict.Drop(DropReason.Empty) : exchange.Redactor.Fault.ToVerdict();
    }

    private static Verdict Lines(Exchange exchange, RuleSet rules)
    {
        if (!exchange.Redactor.MeetPayload())
            return exchange.Redactor.Fault.ToVerdict();
        exchange.OutgoingContentType = LinesType;
        if (LineWalk.Redact(exchange.IncomingBody.Span, rules, exchange.Redactor, exchange.OutgoingBody) != Outcome.Removed)
            return Verdict.Continue;
        return exchange.Redactor.Fault == Fault.None ? Verdict.Drop(DropReason.Empty) : exchange.Redactor.Fault.ToVerdict();
    }

    private static Verdict Form(Exchange exchange, RuleSet rules)
    {
        exchange.OutgoingContentType = FormType;
        return ParameterWalk.Redact(exchange.IncomingBody.Span, rules, exchange.Redactor, exchange.OutgoingBody)
            ? Verdict.Continue
            : exchange.Redactor.Fault.ToVerdict();
    }

    private static Verdict Multipart(Exchange exchange, RuleSet rules, string boundary)
    {
        exchange.OutgoingContentType = "multipart/form-data; boundary=\"" + boundary + '"';
        return MultipartWalk.Redact(exchange.IncomingBody.Span, boundary, rules, exchange.Redactor, exchange.OutgoingBody)
            ? Verdict.Continue
            : exchange.Redactor.Fault.ToVerdict();
    }

    /// <summary>What the content type says, or null for one that nobody sends here (also: another charset than UTF-8).</summary>
    private static BodyKind? Kind(string? contentType, out string? boundary)
    {
        boundary = null;
        if (string.IsNullOrEmpty(contentType))
            return BodyKind.Text;
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
            return null;
        if (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return null;
        if (type.MediaType.Equals(FormType, StringComparison.OrdinalIgnoreCase))
            return BodyKind.Form;
        if (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            return BodyKind.Json;
        if (type.MediaType.Equals(LinesType, StringComparison.OrdinalIgnoreCase))
            return BodyKind.Lines;
        if (type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase))
            return BodyKind.Text;
        if (!type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return null;
        boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        return MultipartWalk.IsBoundary(boundary) ? BodyKind.Multipart : null;
    }

    private enum BodyKind
    {
        Json,
        Lines,
        Form,
        Text,
        Multipart,
    }
}
