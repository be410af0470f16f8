using PrivacyProxy.Redaction;

namespace PrivacyProxy.Tests.Docs;

/// <summary>What a rule does, in the few words of a table.</summary>
internal static class RuleWords
{
    public const string Never = "never leaves";

    /// <summary>The words of the tables and what they mean, in the order from most to least that leaves.</summary>
    public static readonly (string Words, string Meaning)[] Legend =
    [
        ("as it came", "unchanged, whatever it is; for text that the visitor gives to the vendor on purpose"),
        ("as it came, if …", "unchanged if it has the named shape, else removed (ids of deliveries: else pseudonymised)"),
        ("scanned", "unchanged, but e-mail and IP addresses, phone, card and account numbers and secrets in it are replaced by their class, such as `[email]`; a field without a rule is removed if its name promises a person; of an object each member is judged by its own rule"),
        ("cleaned URL", "without user name, fragment and unlisted parameters; personal parts of the path are replaced"),
        ("origin only", "of another site's URL only scheme and host; with `strict` nothing of it; a URL of the own site is cleaned"),
        ("coarsened", "brought down to a class that many visitors share"),
        ("truncated", "an address cut to the bits that the site keeps"),
        ("pseudonymised", "replaced by a keyed pseudonym; equal ids stay equal for the site's period"),
        ("opened", "a document inside of the field, which has rules of its own"),
        ("constant", "the same text for everybody"),
        (Never, "removed, with everything inside of it"),
    ];

    public static string Of(string rule)
    {
        var parsed = RuleText.Parse(rule, out var inner) ?? throw new InvalidOperationException($"{rule} is no rule.");
        return parsed.Action switch
        {
            FieldAction.Keep => parsed.Shape switch
            {
                KeptShape.Any => "as it came",
                KeptShape.Number => "as it came, if a number",
                KeptShape.Boolean => "as it came, if true or false",
                KeptShape.Token => "as it came, if a short token",
                KeptShape.InsertId => "as it came, if the id of a delivery",
                KeptShape.Base64 => "as it came, if it is a click-through with nothing but numbers in it",
                _ => throw new InvalidOperationException($"{rule} has no words."),
            },
            FieldAction.Scan => "scanned",
            FieldAction.Remove => Never,
            FieldAction.TruncateIp => "truncated",
            FieldAction.Pseudonymise => "pseudonymised",
            FieldAction.CleanUrl => inner is null ? "cleaned URL" : $"cleaned URL; parameters by `{inner}`",
            FieldAction.OriginOnly => "origin only",
            FieldAction.Coarsen => "coarsened: " + parsed.Coarsened switch
            {
                CoarsenedValue.UserAgent => "browser family, major version, system",
                CoarsenedValue.Screen => "screen class",
                CoarsenedValue.Version => "major version",
                CoarsenedValue.TimeZone => "time zone class",
                CoarsenedValue.Language => "first language",
                _ => throw new InvalidOperationException($"{rule} has no words."),
            },
            FieldAction.Replace => "constant",
            FieldAction.Open => $"opened; see `{inner}`",
            _ => throw new InvalidOperationException($"{rule} has no words."),
        };
    }

    /// <summary>The place of the words in the order of the legend.</summary>
    public static int Order(string words)
    {
        var at = Array.FindIndex(Legend, l => l.Words == words);
        return at >= 0 ? at : Array.FindIndex(Legend, l => words.StartsWith(l.Words.TrimEnd('…', ' '), StringComparison.Ordinal) && l.Words != "as it came");
    }
}
