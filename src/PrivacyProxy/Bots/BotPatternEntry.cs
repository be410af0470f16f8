using System.Text.Json.Serialization;

namespace PrivacyProxy.Bots;

/// <summary>One entry of a pattern file, as written.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record BotPatternEntry
{
    /// <summary>The part of the user agent; no wildcards.</summary>
    public string? Pattern { get; init; }

    /// <summary>The kind of program, in lower case: it becomes the reason in the metrics.</summary>
    public string? Reason { get; init; }

    /// <summary>Whole user agents that the pattern must find; they keep the list honest. May be absent.</summary>
    public IReadOnlyList<string>? Examples { get; init; }
}
