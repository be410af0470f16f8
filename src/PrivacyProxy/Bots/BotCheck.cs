namespace PrivacyProxy.Bots;

/// <summary>
/// Judges the user agent of a request. Programs that pretend to be browsers pass here: this finds those that say what they are.
/// </summary>
internal sealed class BotCheck(BotPatterns patterns)
{
    public const string NoUserAgent = "no_user_agent";
    public const string OversizedUserAgent = "oversized_user_agent";

    /// <summary>In characters. The longest browsers, built into apps, stay below a half.</summary>
    public const int LongestUserAgent = 1024;

    /// <param name="userAgent">The value of the <c>User-Agent</c> field; empty when there is none.</param>
    public BotVerdict Judge(ReadOnlySpan<char> userAgent)
    {
        if (userAgent.IsWhiteSpace())
            return BotVerdict.Bot(NoUserAgent);
        if (userAgent.Length > LongestUserAgent)
            return BotVerdict.Bot(OversizedUserAgent);
        return patterns.FindReason(userAgent) is { } reason ? BotVerdict.Bot(reason) : BotVerdict.Visitor;
    }
}
