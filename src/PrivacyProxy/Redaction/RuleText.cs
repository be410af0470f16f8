using System.Collections.Frozen;
using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// The written form of a rule in a vendor profile: <c>action</c>, <c>action:argument</c>, or two of them separated by a
/// bar, where the second holds for the preset <c>strict</c>: <c>"coarsen:screen | remove"</c>.
/// </summary>
internal static class RuleText
{
    public const string Known =
        "keep, keep:number, keep:boolean, keep:token, keep:insert-id, keep:base64, scan, remove, truncate-ip, pseudonymise, "
        + "clean-url, clean-url:RULES, origin-only, coarsen:user-agent, coarsen:screen, coarsen:version, coarsen:time-zone, "
        + "coarsen:language, replace:TEXT, open:RULES";

    private static readonly FrozenDictionary<string, FieldRule> s_plain = new Dictionary<string, FieldRule>
    {
        ["keep"] = FieldRule.Keep,
        ["keep:number"] = new(FieldAction.Keep) { Shape = KeptShape.Number },
        ["keep:boolean"] = new(FieldAction.Keep) { Shape = KeptShape.Boolean },
        ["keep:token"] = new(FieldAction.Keep) { Shape = KeptShape.Token },
        ["keep:insert-id"] = new(FieldAction.Keep) { Shape = KeptShape.InsertId },
        ["keep:base64"] = new(FieldAction.Keep) { Shape = KeptShape.Base64 },
        ["scan"] = FieldRule.Scan,
        ["remove"] = FieldRule.Remove,
        ["truncate-ip"] = new(FieldAction.TruncateIp),
        ["pseudonymise"] = FieldRule.Pseudonymise,
        ["clean-url"] = new(FieldAction.CleanUrl),
        ["origin-only"] = new(FieldAction.OriginOnly),
        ["coarsen:user-agent"] = new(FieldAction.Coarsen) { Coarsened = CoarsenedValue.UserAgent },
        ["coarsen:screen"] = new(FieldAction.Coarsen) { Coarsened = CoarsenedValue.Screen },
        ["coarsen:version"] = new(FieldAction.Coarsen) { Coarsened = CoarsenedValue.Version },
        ["coarsen:time-zone"] = new(FieldAction.Coarsen) { Coarsened = CoarsenedValue.TimeZone },
        ["coarsen:language"] = new(FieldAction.Coarsen) { Coarsened = CoarsenedValue.Language },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The half of <paramref name="text"/> that holds for the preset.</summary>
    public static string ForPreset(string text, bool strict)
    {
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        if (bar < 0)
            return text.Trim();
        return (strict ? text[(bar + 1)..] : text[..bar]).Trim();
    }

    /// <summary>Reads one half. <paramref name="inner"/> is the name of the rule set that the rule opens, if it opens one.</summary>
    /// <returns>null when the text is no rule.</returns>
    public static FieldRule? Parse(string text, out string? inner)
    {
        inner = null;
        if (s_plain.TryGetValue(text, out var plain))
            return plain with { Text = text };
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || colon == text.Length - 1)
            return null;
        var argument = text[(colon + 1)..];
        switch (text[..colon])
        {
            case "replace":
                return new FieldRule(FieldAction.Replace) { Constant = Encoding.UTF8.GetBytes(argument), Text = text };
            case "open":
                inner = argument;
                return new FieldRule(FieldAction.Open) { Text = text };
            case "clean-url":
                inner = argument;
                return new FieldRule(FieldAction.CleanUrl) { Text = text };
            default:
                return null;
        }
    }
}
