using PrivacyProxy.Redaction;
using PrivacyProxy.Settings;

namespace PrivacyProxy.Vendors;

/// <summary>Finds everything in a profile that could not be compiled, before anything is.</summary>
internal sealed class ProfileCheck(string prefix, VendorProfile profile, SettingsProblems problems)
{
    private static readonly string[] s_kinds = ["event", "script", "page", "replay", "refuse"];
    private static readonly string[] s_methods = ["GET", "HEAD", "POST"];
    private static readonly string[] s_otherwise = ["scan", "remove", "keep"];

    public void Run(string fileName)
    {
        if (profile.Vendor != fileName)
            Report("vendor", profile.Vendor, $"the file's name, \"{fileName}\"", "Rename the one or the other.");
        if (profile.Purpose is not ("analytics" or "marketing"))
            Report("purpose", profile.Purpose, "analytics or marketing", "Name the purpose that the visitor must agree to.");
        if (profile.ScriptUpstream is { } scripts && (!Uri.TryCreate(scripts, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps))
            Report("scriptUpstream", scripts, "a base URL with https", "Correct it, or remove it if scripts come from the site's upstream.");
        if (profile.AddressHeader is { } header && (!OutgoingHeaders.IsName(header) || header.Equals("Cookie", StringComparison.OrdinalIgnoreCase)))
            Report("addressHeader", header, "a header's name", "Name the header in which the vendor reads the address.");
        foreach (var (name, text) in profile.Headers)
        {
            if (!OutgoingHeaders.MayBeWritten(name))
                Report($"headers.{name}", "this name", "a header that carries no address, cookie or framing", "Remove it; the address has addressHeader, cookies have cookies.");
            Rule($"headers.{name}", text, allowsInner: true);
        }

        foreach (var (cookie, when) in profile.Cookies)
        {
            if (when is not ("consent" or "page"))
                Report($"cookies.{cookie}", when, "consent or page", "Say when the cookie may pass.");
        }

        for (var i = 0; i < profile.Endpoints.Count; i++)
            Endpoint($"endpoints[{i}]", profile.Endpoints[i]);
        if (profile.Endpoints.Count == 0)
            Report("endpoints", "nothing", "at least one endpoint", "List what may be called.");
        foreach (var name in profile.Endpoints.GroupBy(e => e.Name).Where(g => g.Count() > 1))
            Report("endpoints", $"the name {name.Key} twice", "unique names", "Rename one.");
        foreach (var (name, rules) in profile.Rules)
            Rules($"rules.{name}", rules);
        foreach (var (name, answer) in profile.Answers)
            Answer($"answers.{name}", answer);
    }

    /// <summary>Reports a rule text that is no rule, or opens a rule set that is not there.</summary>
    public void Rule(string where, string text, bool allowsInner)
    {
        var halves = text.Split('|');
        if (halves.Length > 2)
            Report(where, text, "one rule, or two separated by a bar (balanced | strict)", "Remove the third.");
        foreach (var half in halves)
        {
            if (RuleText.Parse(half.Trim(), out var inner) is null)
                Report(where, half.Trim(), RuleText.Known, "Use one of the known rules.");
            else if (inner is not null && (!allowsInner || !profile.Rules.ContainsKey(inner)))
                Report(where, half.Trim(), "a rule set of this profile: " + string.Join(", ", profile.Rules.Keys), "Name one of them, or add it.");
        }
    }

    /// <summary>Reports a field path that could not match anything.</summary>
    public void Path(string where, string path)
    {
        var bare = path.StartsWith("**.", StringComparison.Ordinal) ? path[3..] : path;
        var isAnywhere = bare.Length < path.Length;
        if (bare.Length == 0 || !bare.All(char.IsAscii) || bare.Split('.').Any(s => s.Length == 0)
            || bare.Contains("**", StringComparison.Ordinal) || (isAnywhere && (bare.Contains('.', StringComparison.Ordinal) || bare == "*")))
        {
            Report(where, path, "names joined by dots, * for one name, or **.name for a name at any depth", "Correct the path.");
        }
    }

    private void Endpoint(string where, EndpointProfile endpoint)
    {
        if (endpoint.Name.Length == 0)
            Report(where + ".name", "nothing", "a name", "Give the endpoint a name.");
        if (!s_kinds.Contains(endpoint.Kind))
            Report(where + ".kind", endpoint.Kind, string.Join(", ", s_kinds), "Say what the endpoint is for.");
        if (endpoint.Paths.Count == 0 && endpoint.Name != EndpointCompiler.LandingPage)
            Report(where + ".paths", "nothing", "at least one path", "Say where it is reached.");
        foreach (var path in endpoint.Paths.Where(p => !p.StartsWith('/') || p.EndsWith('/') || p.Contains('?', StringComparison.Ordinal)))
            Report(where + ".paths", path, "a path with a leading and without a trailing slash", "Correct the path.");
        if (endpoint.Kind != "refuse" && endpoint.Methods.Count == 0)
            Report(where + ".methods", "nothing", string.Join(", ", s_methods), "Say which methods are let through.");
        foreach (var method in endpoint.Methods.Except(s_methods))
            Report(where + ".methods", method, string.Join(", ", s_methods), "Remove the method.");
        foreach (var (key, rules) in new[] { ("query", endpoint.Query), ("form", endpoint.Form), ("json", endpoint.Json) })
        {
            if (rules is not null && !profile.Rules.ContainsKey(rules))
                Report($"{where}.{key}", rules, "a rule set of this profile: " + string.Join(", ", profile.Rules.Keys), "Name one of them, or add it.");
        }

        Replay(where + ".replay", endpoint);
        if (endpoint.Answer is null ? endpoint.Kind != "page" : !profile.Answers.ContainsKey(endpoint.Answer))
            Report(where + ".answer", endpoint.Answer ?? "nothing", "an answer of this profile: " + string.Join(", ", profile.Answers.Keys), "Say what callers get when nothing is forwarded.");
    }

    private void Replay(string where, EndpointProfile endpoint)
    {
        if (endpoint.Replay is not null != (endpoint.Kind == "replay"))
            Report(where, endpoint.Replay is null ? "nothing" : "an object", "an object for the kind replay, and only for it", "Say how the recorder describes what it sends, or remove it.");
        if (endpoint.Replay is null)
            return;
        foreach (var (key, text) in new[] { ("recorder", endpoint.Replay.Recorder), ("gzip", endpoint.Replay.Gzip), ("plain", endpoint.Replay.Plain) })
        {
            if (text.Split('=') is not [{ Length: > 0 } name, { Length: > 0 }] || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
                Report($"{where}.{key}", text, "a parameter and its value, such as \"format=gzip\"", "Write what the recorder sends.");
        }
    }

    private void Rules(string where, RuleSetProfile rules)
    {
        if (!s_otherwise.Contains(rules.Otherwise))
            Report(where + ".otherwise", rules.Otherwise, string.Join(", ", s_otherwise), "Say what happens to fields without a rule.");
        foreach (var (path, text) in rules.Fields)
        {
            Path($"{where}.fields", path);
            Rule($"{where}.fields.{path}", text, allowsInner: true);
        }

        foreach (var (path, text) in rules.WithReplay)
        {
            if (!rules.Fields.ContainsKey(path))
                Report($"{where}.withReplay", path, "a field that has a rule in fields as well", "Say there what holds where replays are refused.");
            Rule($"{where}.withReplay.{path}", text, allowsInner: true);
        }

        foreach (var name in rules.Fields.Keys.GroupBy(k => k, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            Report($"{where}.fields", name.Key, "names that differ in more than case", "Keep one; names match whatever their case.");
        foreach (var (path, members) in rules.Place)
        {
            foreach (var (member, part) in members.Where(m => !Enum.TryParse<PlacePart>(m.Value, ignoreCase: true, out _)))
                Report($"{where}.place.{path}.{member}", part, "country, region or city", "Name the part of the place.");
        }
    }

    private void Answer(string where, AnswerProfile answer)
    {
        if (answer.Status is < 200 or > 599)
            Report(where + ".status", $"{answer.Status}", "200 to 599", "Correct the status.");
        if (answer.Base64 is { } base64 && !System.Buffers.Text.Base64.IsValid(base64))
            Report(where + ".base64", "a text that is not base64", "base64", "Correct the body.");
        foreach (var (parameter, name) in answer.When.Where(w => !profile.Answers.ContainsKey(w.Value)))
            Report($"{where}.when.{parameter}", name, "an answer of this profile", "Name one of them, or add it.");
    }

    private void Report(string where, string found, string wanted, string repair) =>
        problems.Add(prefix + where, found is "" or "nothing" ? "nothing" : $"\"{found}\"", wanted, repair);
}
