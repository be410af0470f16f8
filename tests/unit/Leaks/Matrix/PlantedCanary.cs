using PrivacyProxy.Redaction;

namespace PrivacyProxy.Tests.Leaks.Matrix;

/// <summary>What is planted, what is searched for, and where it may not survive.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">As it is planted.</param>
/// <param name="Needle">What must not be found again, in any case and under any encoding.</param>
/// <param name="Forbidden">The rules under which it may not leave.</param>
/// <param name="HasCase">True when a change of case makes something else of it: a key in other letters opens nothing.</param>
internal sealed record PlantedCanary(string Kind, string Value, string Needle, Func<FieldRule, bool> Forbidden, bool HasCase = false)
{
    /// <summary>Recognisable by their form: no rule lets them through but a bare <c>keep</c>.</summary>
    public static readonly PlantedCanary[] ByForm =
    [
        new("e-mail", "canary.mail@leak.example", "canary.mail", IsJudged),
        new("phone", "+49 151 27182818", "27182818", IsJudged),
        new("card", "4539578763621486", "57876362", IsJudged),
        new("card in groups", "4539 5787 6362 1486", "5787 6362", IsJudged),
        new("IBAN", "DE89370400440532013000", "3704004405", IsJudged),
        new("IPv4", "198.51.100.213", "198.51.100.213", IsJudged),
        new("IPv6", "2001:db8:aaaa:bbbb:cccc:dddd:eeee:f00d", "cccc:dddd:eeee:f00d", IsJudged),
        new("web token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlY2FuYXJ5MTIz", "eyJzdWIiOiJjYW5hcnkifQ", IsJudged, HasCase: true),
        new("bearer token", "Bearer canarytoken77abcdefgh1234", "canarytoken77", IsJudged),
        new("API key", "sk_live_c4n4ryK3yC4n4ryK3y77", "c4n4ryK3yC4n4ryK3y77", IsJudged, HasCase: true),
    ];

    /// <summary>Recognisable only by the field that holds them.</summary>
    public static readonly PlantedCanary[] ByField =
    [
        new("person's name", "Canary Birdwhistle", "birdwhistle", IsTypedOrTaken),
        new("visitor's id", "visitor-canary-4711", "visitor-canary-4711", r => IsTypedOrTaken(r) && r is not { Action: FieldAction.Keep, Shape: KeptShape.Token or KeptShape.InsertId }),
        new("secret", "zebra canary lamp", "zebra canary", IsTypedOrTaken),
        new("URL secret", "https://www.shop.test/reset?pw=canarysecret77#canarysecret77", "canarysecret77", r => IsTypedOrTaken(r) || IsUrl(r)),
        new("URL user", "https://canaryuser:canarysecret77@www.shop.test/p", "canarysecret77", r => IsTypedOrTaken(r) || IsUrl(r)),
        new("path at another site", "https://search.example/canarypath/77", "canarypath", r => IsTypedOrTaken(r) || r.Action == FieldAction.OriginOnly),
        new("user agent", "CanaryBrowser/77.7 (CanaryOS)", "canarybrowser", IsTypedOrTaken),
        new("screen", "1777", "1777", r => r is { Action: FieldAction.Remove or FieldAction.Pseudonymise } or { Action: FieldAction.Coarsen, Coarsened: CoarsenedValue.Screen }),
        new("version", "77.1.4242", ".4242", r => r is { Action: FieldAction.Remove or FieldAction.Pseudonymise } or { Action: FieldAction.Coarsen, Coarsened: CoarsenedValue.Version }),
    ];

    public static IEnumerable<PlantedCanary> All => ByForm.Concat(ByField);

    // A bare keep is what a visitor hands over on purpose. A scan and everything stricter judges.
    private static bool IsJudged(FieldRule rule) => rule is not { Action: FieldAction.Keep, Shape: KeptShape.Any };

    private static bool IsTypedOrTaken(FieldRule rule) =>
        IsJudged(rule) && rule.Action is not (FieldAction.Scan or FieldAction.CleanUrl or FieldAction.OriginOnly or FieldAction.Open);

    private static bool IsUrl(FieldRule rule) => rule.Action is FieldAction.CleanUrl or FieldAction.OriginOnly;
}
