namespace PrivacyProxy.Pipeline;

/// <summary>Takes a request through the steps, up to the one that stops it.</summary>
internal static class Decision
{
    /// <returns>Continue when the request may leave; <see cref="Exchange.StoppedAt"/> names the last step.</returns>
    public static async ValueTask<Verdict> Of(Exchange exchange, ILogger log)
    {
        foreach (var step in Steps.All)
        {
            exchange.StoppedAt = step.Name;
            try
            {
                var verdict = await step.Run(exchange);
                if (verdict.Kind != VerdictKind.Continue)
                    return verdict;
            }
            catch (Exception e) when (!exchange.Http.RequestAborted.IsCancellationRequested)
            {
                if (e is BadHttpRequestException bad)
                    return BadRequest(bad);

                // Whatever it is: a step that did not end has not decided, and what was not decided does not leave.
                log.StepFailed(step.Name, e.GetType().Name, exchange.Site?.Name ?? "", exchange.Vendor?.Name ?? "");
                return Verdict.Drop(DropReason.StepFailed);
            }
        }

        return Verdict.Continue;
    }

    /// <summary>The server met broken framing, or its own limit, while the body was read.</summary>
    private static Verdict BadRequest(BadHttpRequestException bad) => bad.StatusCode == StatusCodes.Status413PayloadTooLarge
        ? Verdict.Refuse(RefusalReason.TooLarge, StatusCodes.Status413PayloadTooLarge)
        : Verdict.Drop(DropReason.Unreadable);
}
