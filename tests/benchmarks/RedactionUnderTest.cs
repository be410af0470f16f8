using System.Text;
using PrivacyProxy.Addresses;
using PrivacyProxy.Geo;
using PrivacyProxy.Load.Scenarios;
using PrivacyProxy.Pseudonyms;
using PrivacyProxy.Redaction;
using PrivacyProxy.Settings;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Benchmarks;

/// <summary>
/// The shipped Mixpanel rules, as a site with the default settings has them, and one request after the other. The visitors
/// have been here before, so that their pseudonyms are remembered.
/// </summary>
internal sealed class RedactionUnderTest
{
    private readonly RedactionPolicy _policy = new(
        new UrlCleaner(new UrlRules(KeepCampaignParameters: true) { SiteHosts = ["www.shop.example"] }),
        Truncation.Default,
        new LimitSettings { BodyBytes = 4 * 1024 * 1024, Parameters = 100_000 });

    private readonly Pseudonymiser _pseudonyms = new(new byte[32], bits: 128);
    private readonly IReadOnlyDictionary<string, RuleSet> _rules = Rules();

    private ByteBuffer Output { get; } = new(64 * 1024);

    private ByteBuffer Text { get; } = new(64 * 1024);

    public static byte[] Batch(int events) => Encoding.UTF8.GetBytes(MixpanelEvent.Batch(events));

    /// <summary>
    /// The runtime compiles hot code anew, in the background and some time after it was found hot. It is given the work and
    /// the time before anything is measured, or the first benchmark would measure other code than the last.
    /// </summary>
    public static void WarmUp()
    {
        var redaction = new RedactionUnderTest();
        var json = Batch(10);
        var form = Form(json);
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 500; i++)
                _ = redaction.Json(json) + redaction.Form(form) + redaction.DecodeAndEncode(form.AsSpan("data=".Length));
            Thread.Sleep(200);
        }
    }

    /// <summary>The form body in which Mixpanel's SDK sends the events by default.</summary>
    public static byte[] Form(byte[] json) => Encoding.ASCII.GetBytes("data=" + Uri.EscapeDataString(Convert.ToBase64String(json)));

    /// <summary>A JSON body, as one request has it.</summary>
    public int Json(ReadOnlySpan<byte> json)
    {
        Output.Clear();
        using var redactor = Begin();
        return JsonWalk.Redact(json, _rules["event"], redactor, Output) == Outcome.Changed ? Output.Length : throw new InvalidOperationException("Nothing left.");
    }

    /// <summary>A form body.</summary>
    public int Form(ReadOnlySpan<byte> form)
    {
        Output.Clear();
        using var redactor = Begin();
        return ParameterWalk.Redact(form, _rules["form"], redactor, Output) ? Output.Length : throw new InvalidOperationException("It could not be read.");
    }

    /// <summary>The decoding and encoding of a form body's payload, and nothing in between.</summary>
    public int DecodeAndEncode(ReadOnlySpan<byte> payload)
    {
        Text.Clear();
        Output.Clear();
        if (!Percent.TryDecode(payload, Text) || !Wrapping.TryDecodeBase64(Text.Span, Output))
            throw new InvalidOperationException("It could not be decoded.");
        Text.Clear();
        Wrapping.EncodeBase64(Output.Span, Text);
        Output.Clear();
        Percent.Encode(Text.Span, Output);
        return Output.Length;
    }

    private Redactor Begin() => Redactor.Begin(_policy, _pseudonyms, Place.Unknown, log: null);

    private static IReadOnlyDictionary<string, RuleSet> Rules()
    {
        var problems = new SettingsProblems();
        var profile = VendorCatalogue.Load([VendorCatalogue.ShippedDirectory], problems).Find("mixpanel")
            ?? throw new InvalidOperationException(SettingsProblem.Print("mixpanel", problems.All));
        return new RuleCompiler(profile, new VendorSettings(), strict: false).CompileAll();
    }
}
