using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using PrivacyProxy.Geo;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Redaction;
using PrivacyProxy.Sites;

namespace PrivacyProxy.Explain;

/// <summary>
/// What would become of a recorded request under given settings: which step stops it and why, or what each of its fields
/// leaves as. No vendor is contacted. Fields are named, their values never.
/// </summary>
internal static class Explanation
{
    /// <returns>false when the file is no request.</returns>
    public static async Task<bool> Print(byte[] recorded, SiteDirectory directory, TextWriter output)
    {
        if (RecordedRequest.Read(recorded, out var problem) is not { } http)
        {
            await output.WriteLineAsync($"This is no recorded request. {problem}");
            return false;
        }

        var log = new ChangeLog();
        using var exchange = new Exchange(http, directory, _ => Place.Unknown, log);
        var verdict = await Decision.Of(exchange, NullLogger.Instance);
        await output.WriteLineAsync($"{Printable(http.Request.Method)}, site {exchange.Site?.Name ?? "none"}, vendor {exchange.Vendor?.Name ?? "none"}, endpoint {exchange.Endpoint?.Name ?? "none"}");
        await output.WriteLineAsync(verdict.Kind switch
        {
            VerdictKind.Drop => $"Dropped by {exchange.StoppedAt}: {verdict.DropReason.Name()}. The vendor hears nothing; the page gets the answer it expects.",
            VerdictKind.Refuse => $"Refused by {exchange.StoppedAt}: {verdict.RefusalReason.Name()}.",
            _ => "Forwarded. Of query and body, what is not listed leaves as it came; of headers and cookies, only what the vendor's profile names leaves at all.",
        });
        if (verdict.Kind == VerdictKind.Continue)
        {
            foreach (var change in log.Changes)
                await output.WriteLineAsync($"  {change.Surface,-8} {Printable(change.Path),-40} {Words(change.Action)}");
        }

        return true;
    }

    /// <summary>Names come from the sender, and what is printed goes to a terminal, which obeys control characters.</summary>
    private static string Printable(string name) => string.Concat(name.Select(c => IsPrintable(c) ? c : '\uFFFD'));

    private static bool IsPrintable(char c) => char.GetUnicodeCategory(c)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Words(FieldAction action) => action switch
    {
        FieldAction.Remove => "removed",
        FieldAction.TruncateIp => "truncated",
        FieldAction.Pseudonymise => "pseudonymised",
        FieldAction.CleanUrl => "cleaned",
        FieldAction.OriginOnly => "cut to the origin, or cleaned",
        FieldAction.Coarsen => "coarsened to its class",
        _ => "personal parts replaced",
    };
}
