namespace PrivacyProxy.Bots;

/// <summary>How requests of programs are recognised and what happens to them.</summary>
public sealed record BotSettings
{
    /// <summary>
    /// Pattern lists: paths of JSON files, or of directories whose <c>*.json</c> files are all read. When absent, the list
    /// that is shipped as <c>config/bots</c>. An empty list leaves only requests without a usable user agent to be found.
    /// </summary>
    public IReadOnlyList<string>? Lists { get; init; }

    /// <summary><c>drop</c> or <c>pass</c>. When absent, <c>drop</c>.</summary>
    public OnBot OnBot { get; init; } = OnBot.Drop;
}
