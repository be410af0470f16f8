using System.Buffers;

namespace PrivacyProxy.Consent;

/// <summary>Finds everything in a site's consent settings that would make the reader wrong or always silent.</summary>
internal static class ConsentSettingsProblems
{
    private const int ShortestReason = 10;

    private static readonly SearchValues<char> NeverInCookieNames = SearchValues.Create(";=, \t\r\n\"");

    /// <param name="settings">What the operator wrote.</param>
    /// <param name="report">Told field, found, wanted and repair of every problem.</param>
    public static void Check(ConsentSettings settings, Action<string, string, string, string> report)
    {
        var source = ConsentSources.Find(settings.Source);
        if (source is null)
        {
            report(
                nameof(ConsentSettings.Source),
                Shown(settings.Source),
                $"one of {ConsentSources.KnownNames}",
                "Name the platform that writes the site's consent cookie.");
        }
        else
        {
            CheckCookie(settings, source, report);
            CheckNames(nameof(ConsentSettings.Analytics), settings.Analytics, source, report);
            CheckNames(nameof(ConsentSettings.Marketing), settings.Marketing, source, report);
        }
        if (settings.GlobalPrivacyControl is { } gpc)
            CheckGpc(gpc, report);
    }

    private static void CheckCookie(ConsentSettings settings, ConsentSource source, Action<string, string, string, string> report)
    {
        if (settings.Cookie is null)
        {
            if (source.DefaultCookie is null)
            {
                report(
                    nameof(ConsentSettings.Cookie),
                    "nothing",
                    "the name of the cookie that holds the visitor's choice",
                    $"Add \"Cookie\"; the source {source.Name} has no usual name.");
            }
        }
        else if (settings.Cookie.Length == 0 || settings.Cookie.AsSpan().ContainsAny(NeverInCookieNames))
        {
            report(
                nameof(ConsentSettings.Cookie),
                Shown(settings.Cookie),
                "a cookie's name without spaces, quotes, comma, semicolon or =",
                "Copy the name from the browser's list of cookies.");
        }
    }

    private static void CheckNames(
        string field, IReadOnlyList<string>? names, ConsentSource source, Action<string, string, string, string> report)
    {
        if (names is null)
        {
            if (source.Naming == PurposeNaming.Required)
            {
                report(
                    field,
                    "nothing",
                    $"the names that {source.Name} uses for it",
                    $"Add \"{field}\"; an empty list says that the site never asks for it.");
            }
            return;
        }
        if (source.Naming == PurposeNaming.Fixed)
        {
            report(
                field,
                Shown(string.Join(", ", names)),
                $"nothing: the categories of {source.Name} have fixed names",
                $"Remove \"{field}\".");
            return;
        }
        for (var i = 0; i < names.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(names[i]))
                report($"{field}:{i}", "an empty name", "a name as it stands in the cookie", "Fill it in or remove the entry.");
        }
    }

    private static void CheckGpc(GpcSettings gpc, Action<string, string, string, string> report)
    {
        if (gpc.Denies is not { } denies)
            return;

        const string parent = nameof(ConsentSettings.GlobalPrivacyControl);
        var known = Enum.GetNames<Purpose>();
        for (var i = 0; i < denies.Count; i++)
        {
            if (!known.Contains(denies[i], StringComparer.OrdinalIgnoreCase))
            {
                report(
                    $"{parent}:{nameof(GpcSettings.Denies)}:{i}",
                    Shown(denies[i]),
                    "analytics or marketing",
                    "Correct the purpose's name.");
            }
        }
        var deniesAll = known.All(purpose => denies.Contains(purpose, StringComparer.OrdinalIgnoreCase));
        if (!deniesAll && (gpc.Reason?.Trim().Length ?? 0) < ShortestReason)
        {
            report(
                $"{parent}:{nameof(GpcSettings.Reason)}",
                Shown(gpc.Reason),
                $"why the signal denies less than both purposes, in at least {ShortestReason} characters",
                "Write the reason, or remove \"Denies\".");
        }
    }

    private static string Shown(string? value) => value is null ? "nothing" : $"\"{value}\"";
}
