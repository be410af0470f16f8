using PrivacyProxy.Pipeline;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Bots;

/// <summary>
/// Bots are judged while the full user agent and address are known; afterwards nobody could. Pages are not judged: a
/// link that a person follows from a mail must never end at a wrong guess.
/// </summary>
internal static class CheckBot
{
    public static ValueTask<Verdict> Run(Exchange exchange)
    {
        if (exchange.Directory.OnBot == OnBot.Pass || exchange.Endpoint.Kind != EndpointKind.Event)
            return new(Verdict.Continue);
        var verdict = exchange.Directory.Bots.Judge(exchange.Http.Request.Headers.UserAgent.ToString());
        return new(verdict.IsBot ? Verdict.Drop(DropReason.Bot) : Verdict.Continue);
    }
}
