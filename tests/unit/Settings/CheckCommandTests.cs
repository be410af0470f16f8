using Xunit;
using static PrivacyProxy.Tests.Settings.CheckedSettings;

namespace PrivacyProxy.Tests.Settings;

/// <summary>What <c>check</c> prints is what an operator has for finding a mistake, so the texts are pinned.</summary>
public sealed class CheckCommandTests
{
    private const string Site = "PrivacyProxy:Sites:shop";
    private const string Vendor = Site + ":Vendors:mixpanel";

    [Fact]
    public void Sound_settings_print_the_promise_and_exit_0()
    {
        using var settings = new CheckedSettings();
        var (code, output) = settings.Check();
        Assert.Equal(0, code);
        Assert.StartsWith(settings.FilePath + " can be used.\n\nSite shop (www.shop.example), preset balanced\n", output, StringComparison.Ordinal);
        Assert.Contains("\n  address      truncated: IPv4 /24, IPv6 /48\n", output, StringComparison.Ordinal);
        Assert.Contains("\n  vendor mixpanel (analytics) under /mp, at https://api-eu.mixpanel.com\n", output, StringComparison.Ordinal);
        Assert.Contains("\n    refuse   record\n", output, StringComparison.Ordinal);
        Assert.Contains("\n    - campaign parameters of page URLs leave\n", output, StringComparison.Ordinal);
        Assert.Contains("\nNote: Site shop has no PseudonymKey", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_problems_are_printed_at_once_each_with_its_repair()
    {
        using var settings = new CheckedSettings("""
            { "PrivacyProxy": { "Sites": { "shop": {
                "Host": [ "www.shop.example" ],
                "Preset": "relaxed",
                "Vendors": { "mixpanle": { "Path": "/mp", "Upstream": "https://api-eu.mixpanel.com" } } } } } }
            """);
        var (code, output) = settings.Check();
        Assert.Equal(1, code);
        Assert.StartsWith(settings.FilePath + " can't be used: 5 problems.\n", output, StringComparison.Ordinal);
        Assert.Contains("\n  PrivacyProxy:Sites:shop:Host\n    found:  the unknown key \"Host\"\n", output, StringComparison.Ordinal);
        Assert.Contains("    repair: Did you mean \"Hosts\"?\n", output, StringComparison.Ordinal);
        Assert.Contains(Problem(Site + ":Preset", "\"relaxed\"", "one of balanced, strict", "Correct the value."), output, StringComparison.Ordinal);
        Assert.Contains("\n  PrivacyProxy:Sites:shop:Hosts\n    found:  nothing\n", output, StringComparison.Ordinal);
        Assert.Contains("\n  PrivacyProxy:Sites:shop:Consent\n    found:  nothing\n", output, StringComparison.Ordinal);
        Assert.Contains(Problem(Site + ":Vendors:mixpanle", "\"mixpanle\", which is no vendor profile", "mautic, mixpanel", "Did you mean \"mixpanel\"?"), output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_a_problem()
    {
        using var settings = new CheckedSettings();
        var (code, output) = settings.Check(settings.FilePath + "x");
        Assert.Equal(1, code);
        Assert.Contains(Problem(settings.FilePath + "x", "no such file", "a JSON file with the section \"PrivacyProxy\"", "Give its path: --config FILE."), output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"PrivacyProxy\": ", "LineNumber")]
    [InlineData("", "JSON")]
    [InlineData("[]", "object")]
    [InlineData("{ \"PrivacyProxy\": { \"VendorProfiles\": \"a\", \"vendorProfiles\": \"b\" } }", "PrivacyProxy:vendorProfiles")]
    public void A_file_that_is_not_JSON_is_a_problem_that_names_the_place(string json, string found)
    {
        using var settings = new CheckedSettings(json);
        var (code, output) = settings.Check();
        Assert.Equal(1, code);
        Assert.Contains("wanted: JSON (comments and trailing commas are allowed, no key twice)", output, StringComparison.Ordinal);
        Assert.Contains(found, output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_configuration_says_what_is_needed()
    {
        using var settings = new CheckedSettings("{}");
        Assert.Contains("\n  PrivacyProxy:Sites\n    found:  nothing\n    wanted: at least one site\n", settings.Check().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"PseudonymKey\": \"c2hvcnQ=\"", ":PseudonymKey", "a key of 5 bytes", "32 or more random bytes in base64")]
    [InlineData("\"PseudonymKey\": \"not base64 but secret\"", ":PseudonymKey", "a text that is not base64", "32 or more random bytes in base64")]
    [InlineData("\"PseudonymKeyFrom\": \"2026-12-01T00:00:00Z\"", ":PseudonymKeyFrom", "a moment without PreviousPseudonymKey", "the key that holds until then")]
    [InlineData("\"PseudonymKeyFrom\": \"soon\"", ":PseudonymKeyFrom", "\"soon\"", "a moment such as 2026-12-01T00:00:00Z")]
    [InlineData("\"PseudonymBits\": 8", ":PseudonymBits", "8", "16 to 128")]
    [InlineData("\"PseudonymBits\": \"many\"", ":PseudonymBits", "\"many\"", "a whole number")]
    [InlineData("\"PseudonymPeriod\": \"hour\"", ":PseudonymPeriod", "\"hour\"", "one of none, day, week, month, year")]
    [InlineData("\"PseudonymPeriod\": \"day,week\"", ":PseudonymPeriod", "\"day,week\"", "one of none, day, week, month, year")]
    [InlineData("\"Preset\": \"1\"", ":Preset", "\"1\"", "one of balanced, strict")]
    [InlineData("\"Origins\": [ \"https://blog.shop.example/\" ]", ":Origins:0", "\"https://blog.shop.example/\"", "an origin as browsers write it")]
    [InlineData("\"Addresses\": { \"Ipv4Bits\": 33 }", ":Addresses:Ipv4Bits", "33", "a number of bits from 0 to 32")]
    [InlineData("\"Addresses\": { \"Ipv6Bits\": 56 }", ":Addresses:Reason", "nothing", "why more than 24 bits of IPv4 or 48 bits of IPv6 are kept, in at least 10 characters")]
    [InlineData("\"UrlParameters\": [ { \"Name\": \"sku\" } ]", ":UrlParameters:0:Reason", "nothing", "a reason of at least 10 characters")]
    [InlineData("\"UrlParameters\": [ { \"Reason\": \"A word about the product.\" } ]", ":UrlParameters:0:Name", "nothing", "the parameter's name")]
    [InlineData("\"Addresses\": 24", ":Addresses", "\"24\"", "an object")]
    public void Wrong_values_of_a_site_are_found(string keys, string where, string found, string wanted)
    {
        using var settings = WithSite(keys);
        IsProblem(settings, Site + where, found, wanted);
    }

    [Theory]
    [InlineData("\"Hosts\": [ \"www.shop.example\" ]", "\"Hosts\": [ \"https://www.shop.example\" ]", ":Hosts:0", "\"https://www.shop.example\"", "a host name without scheme, port and path, or \"*\"")]
    [InlineData("\"Hosts\": [ \"www.shop.example\" ]", "\"Hosts\": [ \"a.example\", \"A.example\" ]", ":Hosts:1", "\"A.example\", which site shop has too", "hosts that one site has")]
    [InlineData("\"Hosts\": [ \"www.shop.example\" ]", "\"Hosts\": [ null ]", ":Hosts:0", "an object or a list", "a text")]
    [InlineData("\"Cookie\": \"consent\"", "\"Cookie\": \"a b\"", ":Consent:Cookie", "\"a b\"", "a cookie's name without spaces, quotes, comma, semicolon or =")]
    [InlineData("\"Source\": \"cookie\"", "\"Source\": \"guess\"", ":Consent:Source", "\"guess\"", "one of cookie, klaro, cookiebot")]
    [InlineData("\"Cookie\": \"consent\"", "\"Cookie\": \"consent\", \"GlobalPrivacyControl\": { \"Denies\": [ \"marketing\" ] }", ":Consent:GlobalPrivacyControl:Reason", "nothing", "why the signal denies less than both purposes, in at least 10 characters")]
    public void Wrong_hosts_and_consent_are_found(string part, string replacement, string where, string found, string wanted)
    {
        using var settings = With(part, replacement);
        IsProblem(settings, Site + where, found, wanted);
    }

    [Theory]
    [InlineData("\"TimeoutSeconds\": 0", ":TimeoutSeconds", "\"0\"", "1 to 600")]
    [InlineData("\"ScriptUpstream\": \"cdn.example\"", ":ScriptUpstream", "\"cdn.example\"", "a base URL such as https://api-eu.mixpanel.com")]
    [InlineData("\"UpstreamHeaders\": { \"X-Forwarded-For\": \"1.2.3.4\" }", ":UpstreamHeaders:X-Forwarded-For", "\"this name\"", "a header that carries no address, cookie or framing")]
    [InlineData("\"Routes\": { \"/e\": \"/trak\" }", ":Routes:/e", "\"/trak\"", null)]
    [InlineData("\"Routes\": { \"/e\": \"/track//\" }", ":Routes:/e", "\"/track//\"", null)]
    [InlineData("\"Routes\": { \"e\": \"/track\" }", ":Routes:e", "\"e\"", "a path with a leading slash")]
    [InlineData("\"Pages\": [ \"/sale\" ]", ":Pages", "\"pages\"", "nothing: the profile offers no pages of a site's own")]
    [InlineData("\"Remove\": [ \"a.b\" ]", ":Remove:0", "\"a.b\"", "a field's bare name; it holds at any depth")]
    [InlineData("\"Pseudonymise\": [ \"\" ]", ":Pseudonymise:0", "\"\"", "a field's bare name; it holds at any depth")]
    [InlineData("\"WithoutConsent\": [ { \"Endpoint\": \"record\", \"Reason\": \"We want recordings.\" } ]", ":WithoutConsent:0:Endpoint", "\"record\"", null)]
    [InlineData("\"WithoutConsent\": [ { \"Endpoint\": \"track\" } ]", ":WithoutConsent:0:Reason", "nothing", "a reason of at least 10 characters")]
    [InlineData("\"Overrides\": [ { \"Rules\": \"event\", \"Field\": \"**.plan\", \"Rule\": \"keep\", \"Reason\": \"short\" } ]", ":Overrides:0:Reason", "\"short\"", "a reason of at least 10 characters")]
    [InlineData("\"Overrides\": [ { \"Rules\": \"events\", \"Field\": \"**.plan\", \"Rule\": \"keep\", \"Reason\": \"Plans are three words.\" } ]", ":Overrides:0:Rules", "\"events\"", null)]
    [InlineData("\"AllowInsecureUpstreams\": true", ":AllowInsecureUpstreams", "the unknown key \"AllowInsecureUpstreams\"", null)]
    public void Wrong_values_of_a_vendor_are_found(string keys, string where, string found, string? wanted)
    {
        using var settings = WithVendor(keys);
        IsProblem(settings, Vendor + where, found, wanted);
    }

    [Fact]
    public void An_override_with_an_impossible_path_or_rule_is_found()
    {
        using var settings = WithVendor("\"Overrides\": [ { \"Rules\": \"event\", \"Field\": \"a..b\", \"Rule\": \"kep\", \"Reason\": \"Plans are three words.\" } ]");
        var (code, output) = settings.Check();
        Assert.Equal(1, code);
        Assert.Contains("Overrides:0:Field\n    found:  \"a..b\"\n", output, StringComparison.Ordinal);
        Assert.Contains("Overrides:0:Rule\n    found:  \"kep\"\n    wanted: keep, keep:number,", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/*")]
    [InlineData("/{any}")]
    [InlineData("/s/{any}/*")]
    [InlineData("sale")]
    [InlineData("/sale/")]
    [InlineData("//sale")]
    [InlineData("/sale/../s/login")]
    public void A_site_s_pages_are_paths_and_not_patterns(string page)
    {
        using var settings = new CheckedSettings(Sound
            .Replace("\"mixpanel\":", "\"mautic\":", StringComparison.Ordinal)
            .Replace("\"Path\":", $"\"Pages\": [ \"{page}\" ], \"Path\":", StringComparison.Ordinal));
        IsProblem(settings, Site + ":Vendors:mautic:Pages:0", $"\"{page}\"", "one page's path, with a leading and without a trailing slash, no pattern");
    }

    [Fact]
    public void Pages_and_constant_headers_of_a_site_are_shown_and_no_value_of_them()
    {
        using var settings = new CheckedSettings(Sound
            .Replace("\"mixpanel\":", "\"mautic\":", StringComparison.Ordinal)
            .Replace("\"Path\":", "\"Pages\": [ \"/spring-sale\" ], \"UpstreamHeaders\": { \"Authorization\": \"secret-value\" }, \"Path\":", StringComparison.Ordinal));
        var (code, output) = settings.Check();
        Assert.Equal(0, code);
        Assert.Contains("\n    opened   /spring-sale (the site's own list, also without consent)\n", output, StringComparison.Ordinal);
        Assert.Contains("\n    constant Authorization\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-value", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/mtc/event", "page-hit")]
    [InlineData("/form/company-lookup/autocomplete", "company-lookup")]
    [InlineData("/plugin/gmail/tracking.gif", "plugin-pixel")]
    [InlineData("/email/abc.gif", "email-open")]
    public void A_site_s_page_does_not_open_an_endpoint_that_needs_consent_or_is_refused(string page, string endpoint)
    {
        using var settings = new CheckedSettings(Sound
            .Replace("\"mixpanel\":", "\"mautic\":", StringComparison.Ordinal)
            .Replace("\"Path\":", $"\"Pages\": [ \"{page}\" ], \"Path\":", StringComparison.Ordinal));
        IsProblem(settings, Site + ":Vendors:mautic:Pages:0", $"\"{page}\"", $"a page of your own; this path is the endpoint {endpoint} of the profile");
    }

    [Theory]
    [InlineData("\"ScriptUpstream\": \"https://user:secret-value@cdn.example\"")]
    [InlineData("\"ScriptUpstream\": \"user:secret-value@cdn.example\"")]
    [InlineData("\"UpstreamHeaders\": \"Authorization: secret-value\"")]
    public void A_secret_in_the_wrong_place_is_a_problem_that_does_not_show_it(string keys)
    {
        using var settings = WithVendor(keys);
        var (code, output) = settings.Check();
        Assert.Equal(1, code);
        Assert.DoesNotContain("secret-value", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_http_upstream_needs_to_be_allowed_outside_of_loopback()
    {
        const string https = "https://api-eu.mixpanel.com";
        using (var remote = With(https, "http://mixpanel.internal"))
            IsProblem(remote, Vendor + ":Upstream", "\"http://mixpanel.internal\"", "https, or http on loopback");
        using (var allowed = With($"\"{https}\"", "\"http://mixpanel.internal\", \"AllowInsecureUpstream\": true"))
        {
            var (code, output) = allowed.Check();
            Assert.Equal(0, code);
            Assert.Contains("\n    - mixpanel: the upstream is reached without TLS\n", output, StringComparison.Ordinal);
        }

        using var loopback = With(https, "http://127.0.0.1:9000");
        Assert.Equal(0, loopback.Check().Code);
    }

    [Fact]
    public void Two_vendors_may_not_share_a_path()
    {
        using var settings = With("\"Vendors\": {", "\"Vendors\": { \"mautic\": { \"Path\": \"/mp\", \"Upstream\": \"https://mautic.shop.example\" },");
        IsProblem(settings, Site + ":Vendors", "the path /mp at mautic and mixpanel", "a path of its own for each vendor");
    }

    [Theory]
    [InlineData("\"Limits\": { \"BodyBytes\": 1 }", ":Limits:BodyBytes", "1", "1024 to 67108864")]
    [InlineData("\"Limits\": { \"Depth\": 1000 }", ":Limits:Depth", "1000", "4 to 512")]
    [InlineData("\"Limits\": { \"ReplayBytes\": 1 }", ":Limits:ReplayBytes", "1", "1024 to 67108864")]
    [InlineData("\"Limits\": { \"ReplayDepth\": 1000 }", ":Limits:ReplayDepth", "1000", "4 to 512")]
    [InlineData("\"TrustedProxies\": [ \"0.0.0.0/0\" ]", ":TrustedProxies:0", "\"0.0.0.0/0\"", null)]
    [InlineData("\"VendorProfiles\": \"elsewhere\"", ":VendorProfiles", "\"elsewhere\", which is not there", "a directory, relative to the configuration file")]
    [InlineData("\"Bots\": { \"OnBot\": \"tag\" }", ":Bots:OnBot", "\"tag\"", "one of drop, pass")]
    [InlineData("\"Bots\": { \"List\": [] }", ":Bots:List", "the unknown key \"List\"", "one of Lists, OnBot")]
    [InlineData("\"Site\": {}", ":Site", "the unknown key \"Site\"", null)]
    public void Wrong_values_of_the_whole_are_found(string keys, string where, string found, string? wanted)
    {
        using var settings = With("\"Sites\":", keys + ", \"Sites\":");
        IsProblem(settings, "PrivacyProxy" + where, found, wanted);
    }

    [Fact]
    public void A_missing_bot_list_is_a_problem_and_an_empty_one_is_none()
    {
        using (var missing = With("\"Sites\":", "\"Bots\": { \"Lists\": [ \"bots.json\" ] }, \"Sites\":"))
            Assert.Contains("bots.json\n    found:  no file that can be read\n", missing.Check().Output, StringComparison.Ordinal);
        using var empty = With("\"Sites\":", "\"Bots\": { \"Lists\": [] }, \"Sites\":");
        Assert.Equal(0, empty.Check().Code);
    }

    [Fact]
    public void Every_change_with_a_reason_is_shown_with_it()
    {
        using var settings = WithVendor("""
            "Overrides": [ { "Rules": "event", "Field": "**.plan", "Rule": "keep:token", "Reason": "Plans are three words." } ],
            "WithoutConsent": [ { "Endpoint": "scripts", "Reason": "Loaded after the choice only." } ]
            """);
        var (code, output) = settings.Check();
        Assert.Equal(0, code);
        Assert.Contains("\n    - mixpanel: event **.plan is keep:token, because: Plans are three words.\n", output, StringComparison.Ordinal);
        Assert.Contains("\n    - mixpanel: scripts needs no consent cookie, because: Loaded after the choice only.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Session_replays_are_refused_unless_the_site_masks_them_and_check_says_what_that_means()
    {
        using (var refused = new CheckedSettings())
        {
            var output = refused.Check().Output;
            Assert.Contains("\n    recorded nothing: session replays are refused\n", output, StringComparison.Ordinal);
            Assert.Contains("\n      remove         **.$android_brand", output, StringComparison.Ordinal);
            Assert.Matches("remove  [^\n]*\\*\\*\\.\\$mp_replay_id", output);
        }

        using var masked = WithVendor("\"SessionReplay\": \"mask\"");
        var (code, text) = masked.Check();
        Assert.Equal(0, code);
        Assert.Contains("\n    replay   record\n    recorded masked: session replays leave.", text, StringComparison.Ordinal);
        Assert.Contains(" Left: the page's structure, ", text, StringComparison.Ordinal);
        Assert.Contains("\n    - mixpanel: session replays leave, masked\n", text, StringComparison.Ordinal);
        Assert.Matches("pseudonymise  [^\n]*\\*\\*\\.\\$mp_replay_id", text);
        Assert.DoesNotMatch("\n    refuse ", text);
    }

    [Theory]
    [InlineData("\"hide\"", "\"hide\"")]
    [InlineData("true", "\"True\"")]
    public void Session_replays_can_be_refused_or_masked_and_nothing_else(string value, string found)
    {
        using var settings = WithVendor("\"SessionReplay\": " + value);
        IsProblem(settings, Vendor + ":SessionReplay", found, "one of refuse, mask");
    }

    [Fact]
    public void What_a_vendor_does_not_record_can_not_be_masked_and_nobody_is_recorded_without_consent()
    {
        using (var mautic = With("\"mixpanel\": { \"Path\":", "\"mautic\": { \"SessionReplay\": \"mask\", \"Path\":"))
            IsProblem(mautic, Site + ":Vendors:mautic:SessionReplay", "\"mask\"", "refuse: the profile has no session replay");
        using var settings = WithVendor("\"SessionReplay\": \"mask\", \"WithoutConsent\": [ { \"Endpoint\": \"record\", \"Reason\": \"We want to see everybody.\" } ]");
        IsProblem(settings, Vendor + ":WithoutConsent:0:Endpoint", "\"record\"", "an endpoint of the profile: track, engage, groups, import, flags, first-time-events, settings, decide, scripts");
    }

    [Theory]
    [InlineData("c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldC1zZWM=", 0)]
    [InlineData("c2VjcmV0LXNlY3JldA==", 1)]
    [InlineData("secret, but not base64", 1)]
    public void Secrets_are_never_printed(string key, int expected)
    {
        using var settings = WithVendor("\"UpstreamHeaders\": { \"X-Api-Key\": \"secret-header-value\" }");
        settings.WriteSecret("PrivacyProxy__Sites__shop__PseudonymKey", key + "\n");
        settings.WriteSecret("OtherProgram__Key", "not ours");
        var (code, output) = settings.Check();
        Assert.Equal(expected, code);
        Assert.DoesNotContain(key, output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-header-value", output, StringComparison.Ordinal);
        Assert.DoesNotContain("has no PseudonymKey", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_value_that_is_refused_is_not_printed()
    {
        using var settings = WithVendor("\"UpstreamHeaders\": { \"X-Api-Key\": \"secret\\u00e9value\" }");
        var (code, output) = settings.Check();
        Assert.Equal(1, code);
        Assert.DoesNotContain("value\"", output.Replace("a value", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
    }

    private static void IsProblem(CheckedSettings settings, string where, string found, string? wanted)
    {
        var (code, output) = settings.Check();
        Assert.Equal(1, code);
        var start = $"\n  {where}\n    found:  {found}\n    wanted: {wanted}";
        Assert.Contains(start, output, StringComparison.Ordinal);
        var repair = output[(output.IndexOf(start, StringComparison.Ordinal) + start.Length)..];
        Assert.Matches("^[^\n]*\n    repair: [^\n]{7,}\n", repair);
    }
}
