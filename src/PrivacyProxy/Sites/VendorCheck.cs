using System.Buffers;
using System.Net;
using PrivacyProxy.Settings;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Sites;

/// <summary>Finds everything in one vendor's settings that could not be compiled.</summary>
internal sealed class VendorCheck(string where, VendorSettings vendor, VendorProfile profile, SettingsProblems problems)
{
    private static readonly SearchValues<char> s_notInPaths = SearchValues.Create("?#%*{} ");

    public void Run()
    {
        if (vendor.Path is not { Length: > 1 } path || path[0] != '/' || path[^1] == '/' || path.AsSpan().ContainsAny(s_notInPaths))
            Report("Path", vendor.Path, "a path such as \"/mp\", without trailing slash", "Choose a path on the site that nothing else uses.");
        Url("Upstream", vendor.Upstream, isNeeded: true);
        Url("ScriptUpstream", vendor.ScriptUpstream, isNeeded: false);
        if (vendor.TimeoutSeconds is < 1 or > 600)
            Report("TimeoutSeconds", $"{vendor.TimeoutSeconds}", "1 to 600", "Choose how long a vendor may keep silent.");
        foreach (var (name, value) in vendor.UpstreamHeaders)
        {
            if (!OutgoingHeaders.MayBeWritten(name))
                Report($"UpstreamHeaders:{name}", "this name", "a header that carries no address, cookie or framing", "Remove it; addresses are sent by the profile's own header.");
            else if (value.Reveal().AsSpan().ContainsAnyExceptInRange(' ', '~'))
                Report($"UpstreamHeaders:{name}", "a value with characters that a header can't have", "printable ASCII", "Correct the value.");
        }

        Routes();
        if (vendor.Pages.Count > 0 && profile.Endpoints.All(e => e.Name != EndpointCompiler.LandingPage))
            Report("Pages", "pages", "nothing: the profile offers no pages of a site's own", "Remove the list.");
        for (var i = 0; i < vendor.Pages.Count; i++)
        {
            // A pattern would open paths that nobody listed, the vendor's administration among them.
            if (!vendor.Pages[i].StartsWith('/') || vendor.Pages[i].EndsWith('/') || vendor.Pages[i].AsSpan().ContainsAny(s_notInPaths)
                || vendor.Pages[i][1..].Split('/').Any(s => s is "" or "." or ".."))
                Report($"Pages:{i}", vendor.Pages[i], "one page's path, with a leading and without a trailing slash, no pattern", "Write e.g. \"/spring-sale\".");
            else if (Known(vendor.Pages[i]) is { } known)
                Report($"Pages:{i}", vendor.Pages[i], $"a page of your own; this path is the endpoint {known} of the profile", "Remove it: as a page it would be opened without consent.");
        }

        foreach (var (list, key) in new[] { (vendor.Remove, "Remove"), (vendor.Pseudonymise, "Pseudonymise") })
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i].Length == 0 || list[i].Contains('.', StringComparison.Ordinal) || list[i].Contains('*', StringComparison.Ordinal) || !list[i].All(char.IsAscii))
                    Report($"{key}:{i}", list[i], "a field's bare name; it holds at any depth", "Write e.g. \"company\".");
            }
        }

        if (vendor.SessionReplay == SessionReplay.Mask && profile.Endpoints.All(e => e.Kind != "replay"))
            Report("SessionReplay", "mask", "refuse: the profile has no session replay", "Remove the key.");
        Overrides();
        for (var i = 0; i < vendor.WithoutConsent.Count; i++)
        {
            var named = profile.Endpoints.FirstOrDefault(e => e.Name == vendor.WithoutConsent[i].Endpoint);
            if (named is null || IsNeverFree(named))
                Report($"WithoutConsent:{i}:Endpoint", vendor.WithoutConsent[i].Endpoint, "an endpoint of the profile: " + string.Join(", ", profile.Endpoints.Where(e => !IsNeverFree(e)).Select(e => e.Name)), "Name one of them.");
            Reason($"WithoutConsent:{i}:Reason", vendor.WithoutConsent[i].Reason);
        }
    }

    /// <summary>Nobody is recorded without having agreed.</summary>
    private static bool IsNeverFree(EndpointProfile endpoint) => endpoint.Kind is "refuse" or "replay";

    /// <summary>The endpoint that the profile itself has under the path.</summary>
    private string? Known(string path) =>
        profile.Endpoints.FirstOrDefault(e => e.Paths.Any(p => new PathPattern(p).Match(path) is not null))?.Name;

    private void Routes()
    {
        var paths = profile.Endpoints.SelectMany(e => e.Paths).Where(p => new PathPattern(p).IsLiteral).ToHashSet(StringComparer.Ordinal);
        foreach (var (renamed, path) in vendor.Routes)
        {
            if (!renamed.StartsWith('/') || renamed.Length < 2)
                Report($"Routes:{renamed}", renamed, "a path with a leading slash", "Write e.g. \"/e\": \"/track\".");
            if (!paths.Contains(path.EndsWith('/') ? path[..^1] : path))
                Report($"Routes:{renamed}", path, "a path of the profile: " + string.Join(", ", paths.Order(StringComparer.Ordinal)), "Name one of them.");
        }
    }

    private void Overrides()
    {
        for (var i = 0; i < vendor.Overrides.Count; i++)
        {
            var change = vendor.Overrides[i];
            if (change.Rules is null || !profile.Rules.ContainsKey(change.Rules))
                Report($"Overrides:{i}:Rules", change.Rules, "a rule set of the profile: " + string.Join(", ", profile.Rules.Keys), "Name one of them.");
            var check = new ProfileCheck(where + ":", profile, problems);
            if (change.Field is null)
                Report($"Overrides:{i}:Field", null, "a field's path", "Write e.g. \"**.plan\".");
            else
                check.Path($"Overrides:{i}:Field", change.Field);
            if (change.Rule is null)
                Report($"Overrides:{i}:Rule", null, "a rule", "Write e.g. \"keep:number\".");
            else
                check.Rule($"Overrides:{i}:Rule", change.Rule, allowsInner: true);
            Reason($"Overrides:{i}:Reason", change.Reason);
        }
    }

    private void Url(string key, string? text, bool isNeeded)
    {
        if (text is null && !isNeeded)
            return;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
        {
            // What stands before an @ is a password, and problems are printed and logged.
            if (text?.Contains('@', StringComparison.Ordinal) == true)
                problems.Add($"{where}:{key}", "a URL with a user name", "a base URL such as https://api-eu.mixpanel.com", "Give the credentials as UpstreamHeaders:Authorization.");
            else
                Report(key, text, "a base URL such as https://api-eu.mixpanel.com", "Give the vendor's base URL.");
            return;
        }

        if (url.Scheme == "http" && !IsLoopback(url) && !vendor.AllowInsecureUpstream)
            Report(key, text, "https, or http on loopback", "Use https, or write \"AllowInsecureUpstream\": true if the network between is yours.");
    }

    private static bool IsLoopback(Uri url) =>
        url.Host == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private void Reason(string key, string? reason)
    {
        if (reason is null || reason.Trim().Length < 10)
            Report(key, reason, "a reason of at least 10 characters", "Write down why; check shows it to whoever has to answer for it.");
    }

    private void Report(string key, string? found, string wanted, string repair) =>
        problems.Add($"{where}:{key}", found is null ? "nothing" : $"\"{found}\"", wanted, repair);
}
