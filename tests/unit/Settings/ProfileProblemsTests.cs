using Xunit;

namespace PrivacyProxy.Tests.Settings;

/// <summary>A profile with a mistake keeps the proxy from starting, and the mistake is named.</summary>
public sealed class ProfileProblemsTests
{
    private const string Sound = """
        {
          "vendor": "probe",
          "purpose": "analytics",
          "headers": { "User-Agent": "coarsen:user-agent" },
          "cookies": { "probe_id": "consent" },
          "endpoints": [
            { "name": "hit", "paths": ["/hit"], "methods": ["POST"], "kind": "event", "json": "hit", "answer": "ok" }
          ],
          "rules": { "hit": { "otherwise": "scan", "fields": { "id": "pseudonymise" } } },
          "answers": { "ok": { "type": "text/plain", "text": "1" } }
        }
        """;

    [Fact]
    public void A_sound_profile_beside_the_configuration_can_be_used()
    {
        using var settings = With(Sound);
        var (code, output) = settings.Check();
        Assert.Equal("", code == 0 ? "" : output);
    }

    [Theory]
    [InlineData("\"vendor\": \"probe\"", "\"vendor\": \"prob\"", "vendor", "prob", "the file's name, \"probe\"")]
    [InlineData("\"purpose\": \"analytics\"", "\"purpose\": \"fun\"", "purpose", "fun", "analytics or marketing")]
    [InlineData("coarsen:user-agent", "coarsen:shoe-size", "headers.User-Agent", "coarsen:shoe-size", "keep, ")]
    [InlineData("coarsen:user-agent", "scan | remove | keep", "headers.User-Agent", "scan | remove | keep", "one rule, or two separated by a bar (balanced | strict)")]
    [InlineData("\"User-Agent\":", "\"X-Forwarded-For\":", "headers.X-Forwarded-For", "this name", "a header that carries no address, cookie or framing")]
    [InlineData("\"User-Agent\":", "\"Cookie\":", "headers.Cookie", "this name", "a header that carries no address, cookie or framing")]
    [InlineData("\"consent\"", "\"always\"", "cookies.probe_id", "always", "consent or page")]
    [InlineData("\"name\": \"hit\"", "\"name\": \"\"", "endpoints[0].name", "nothing", "a name")]
    [InlineData("\"paths\": [\"/hit\"]", "\"paths\": []", "endpoints[0].paths", "nothing", "at least one path")]
    [InlineData("\"paths\": [\"/hit\"]", "\"paths\": [\"hit\"]", "endpoints[0].paths", "hit", "a path with a leading and without a trailing slash")]
    [InlineData("\"methods\": [\"POST\"]", "\"methods\": []", "endpoints[0].methods", "nothing", "GET, HEAD, POST")]
    [InlineData("\"methods\": [\"POST\"]", "\"methods\": [\"PUT\"]", "endpoints[0].methods", "PUT", "GET, HEAD, POST")]
    [InlineData("\"kind\": \"event\"", "\"kind\": \"thing\"", "endpoints[0].kind", "thing", "event, script, page, replay, refuse")]
    [InlineData("\"kind\": \"event\"", "\"kind\": \"replay\"", "endpoints[0].replay", "nothing", "an object for the kind replay, and only for it")]
    [InlineData("\"json\": \"hit\"", "\"replay\": { \"recorder\": \"a=b\", \"gzip\": \"f=1\", \"plain\": \"f=2\" }", "endpoints[0].replay", "an object", "an object for the kind replay, and only for it")]
    [InlineData("\"kind\": \"event\"", "\"kind\": \"replay\", \"replay\": { \"recorder\": \"a=b\", \"gzip\": \"gzip\", \"plain\": \"f=2\" }", "endpoints[0].replay.gzip", "gzip", "a parameter and its value, such as \"format=gzip\"")]
    [InlineData("\"kind\": \"event\"", "\"kind\": \"replay\", \"replay\": { \"gzip\": \"f=1\", \"plain\": \"f=2\" }", "endpoints[0].replay.recorder", "nothing", "a parameter and its value, such as \"format=gzip\"")]
    [InlineData("\"otherwise\": \"scan\"", "\"otherwise\": \"scan\", \"withReplay\": { \"id\": \"keap\" }", "rules.hit.withReplay.id", "keap", "keep, ")]
    [InlineData("\"otherwise\": \"scan\"", "\"otherwise\": \"scan\", \"withReplay\": { \"di\": \"keep\" }", "rules.hit.withReplay", "di", "a field that has a rule in fields as well")]
    [InlineData("\"json\": \"hit\"", "\"json\": \"hits\"", "endpoints[0].json", "hits", "a rule set of this profile: hit")]
    [InlineData("\"answer\": \"ok\"", "\"answer\": \"oh\"", "endpoints[0].answer", "oh", "an answer of this profile: ok")]
    [InlineData(", \"answer\": \"ok\"", "", "endpoints[0].answer", "nothing", "an answer of this profile: ok")]
    [InlineData("\"otherwise\": \"scan\"", "\"otherwise\": \"guess\"", "rules.hit.otherwise", "guess", "scan, remove, keep")]
    [InlineData("\"id\": \"pseudonymise\"", "\"**.a.b\": \"remove\"", "rules.hit.fields", "**.a.b", "names joined by dots, * for one name, or **.name for a name at any depth")]
    [InlineData("\"id\": \"pseudonymise\"", "\"id\": \"open:inner\"", "rules.hit.fields.id", "open:inner", "a rule set of this profile: hit")]
    [InlineData("\"id\": \"pseudonymise\"", "\"id\": \"keep\", \"ID\": \"remove\"", "rules.hit.fields", "id", "names that differ in more than case")]
    [InlineData("\"otherwise\": \"scan\"", "\"otherwise\": \"scan\", \"place\": { \"\": { \"c\": \"planet\" } }", "rules.hit.place..c", "planet", "country, region or city")]
    [InlineData("\"text\": \"1\"", "\"status\": 99", "answers.ok.status", "99", "200 to 599")]
    [InlineData("\"text\": \"1\"", "\"base64\": \"*\"", "answers.ok.base64", "a text that is not base64", "base64")]
    [InlineData("\"text\": \"1\"", "\"when\": { \"img=1\": \"pixel\" }", "answers.ok.when.img=1", "pixel", "an answer of this profile")]
    [InlineData("\"purpose\":", "\"scriptUpstream\": \"http://cdn.example\", \"purpose\":", "scriptUpstream", "http://cdn.example", "a base URL with https")]
    [InlineData("\"purpose\":", "\"addressHeader\": \"Cookie\", \"purpose\":", "addressHeader", "Cookie", "a header's name")]
    public void Each_mistake_is_named_with_its_place(string part, string replacement, string where, string found, string wanted)
    {
        Assert.Contains(part, Sound, StringComparison.Ordinal);
        using var settings = With(Sound.Replace(part, replacement, StringComparison.Ordinal));
        var (code, output) = settings.Check();
        Assert.Equal(1, code);
        var shown = found == "nothing" ? found : $"\"{found}\"";
        Assert.Contains($"probe.json {where}\n    found:  {shown}\n    wanted: {wanted}", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"vendor\": \"probe\"", "\"vendr\": \"probe\"", "vendr")]
    [InlineData("\"name\": \"hit\"", "\"nam\": \"hit\"", "nam")]
    [InlineData("\"purpose\": \"analytics\"", "\"purpose\": 1", "purpose")]
    [InlineData("\"purpose\": \"analytics\"", "\"purpose\": null", "purpose")]
    [InlineData("\"paths\": [\"/hit\"]", "\"paths\": [null]", "null")]
    [InlineData("\"id\": \"pseudonymise\"", "\"id\": null", "null")]
    [InlineData("\"endpoints\": [", "\"endpoints\": [ null,", "null")]
    [InlineData("\"hit\": { \"otherwise\": \"scan\", \"fields\": { \"id\": \"pseudonymise\" } }", "\"hit\": null", "null")]
    [InlineData("\"id\": \"pseudonymise\"", "\"id\": \"keep\", \"id\": \"remove\"", "uplicate")]
    [InlineData("{ \"type\"", "{ \"type\" \"text\"", "Line")]
    public void What_the_format_does_not_know_is_named(string part, string replacement, string found)
    {
        Assert.Contains(part, Sound, StringComparison.Ordinal);
        using var settings = With(Sound.Replace(part, replacement, StringComparison.Ordinal));
        var (code, output) = settings.Check();
        Assert.Equal(1, code);
        Assert.Contains("probe.json\n    found:  ", output, StringComparison.Ordinal);
        Assert.Contains(found, output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_beside_the_configuration_wins_over_the_shipped_one()
    {
        using var settings = new CheckedSettings();
        settings.WriteProfile("mixpanel", Sound.Replace("\"vendor\": \"probe\"", "\"vendor\": \"mixpanel\"", StringComparison.Ordinal));
        var (code, output) = settings.Check();
        Assert.Equal(0, code);
        Assert.Contains("\n    event    hit\n", output, StringComparison.Ordinal);
    }

    private static CheckedSettings With(string profile)
    {
        var settings = CheckedSettings.With("\"mixpanel\":", "\"probe\":");
        settings.WriteProfile("probe", profile);
        return settings;
    }
}
