using System.Text;
using PrivacyProxy.Pipeline;

namespace PrivacyProxy.Redaction;

/// <summary>The query: parameters without a rule do not leave, the payload of a GET is opened like a body.</summary>
internal static class RedactQuery
{
    public static ValueTask<Verdict> Run(Exchange exchange)
    {
        var endpoint = exchange.Endpoint;
        var rules = exchange.HasConsent ? endpoint.Query : endpoint.QueryWithoutConsent ?? endpoint.Query;
        if (rules is null)
            return new(Verdict.Continue);

        exchange.Log?.Surface = "query";
        var query = exchange.Http.Request.QueryString.Value.AsSpan().TrimStart('?');
        if (query.Length > exchange.Directory.Limits.BodyBytes)
            return new(Verdict.Refuse(RefusalReason.TooLarge, StatusCodes.Status413PayloadTooLarge));
        using var bytes = new ByteBuffer(Encoding.UTF8.GetMaxByteCount(query.Length));
        bytes.Advance(Encoding.UTF8.GetBytes(query, bytes.GetSpan(Encoding.UTF8.GetMaxByteCount(query.Length))));
        return new(ParameterWalk.Redact(bytes.Span, rules, exchange.Redactor, exchange.OutgoingQuery)
            ? Verdict.Continue
            : exchange.Redactor.Fault.ToVerdict());
    }

    /// <summary>What a surface that can't be read means for the request.</summary>
    public static Verdict ToVerdict(this Fault fault) => fault switch
    {
        Fault.TooLarge => Verdict.Refuse(RefusalReason.TooLarge, StatusCodes.Status413PayloadTooLarge),
        Fault.Ambiguous => Verdict.Drop(DropReason.Ambiguous),
        _ => Verdict.Drop(DropReason.Unreadable),
    };
}
