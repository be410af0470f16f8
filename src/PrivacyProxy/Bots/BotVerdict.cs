namespace PrivacyProxy.Bots;

/// <summary>Whether a program made the request, and why it is thought so. The reason is one of few words, fit for a metric.</summary>
internal readonly record struct BotVerdict(bool IsBot, string? Reason)
{
    public static BotVerdict Visitor => default;

    public static BotVerdict Bot(string reason) => new(true, reason);
}
