namespace PrivacyProxy.Pipeline;

/// <summary>
/// CORS preflights end here. They carry the full query string without the visitor's cookies, so a vendor that answered
/// them would learn of visitors who did not agree.
/// </summary>
internal static class AnswerPreflight
{
    public static ValueTask<Verdict> Run(Exchange exchange) =>
        new(HttpMethods.IsOptions(exchange.Http.Request.Method) ? Verdict.Drop(DropReason.Preflight) : Verdict.Continue);
}
