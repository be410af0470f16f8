namespace PrivacyProxy.Tests.Leaks;

/// <summary>A piece of personal data that stands nowhere else, and what to search for to find it again.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">As it is sent.</param>
/// <param name="Needle">The part that identifies; found in any case and under any encoding, it has leaked.</param>
internal sealed record Canary(string Kind, string Value, string Needle)
{
    /// <summary>Recognisable by their form, wherever they stand.</summary>
    public static readonly Canary[] ByForm =
    [
        new("e-mail", "canary.mail@leak.example", "canary.mail"),
        new("IPv4", "198.51.100.213", "198.51.100.213"),
        new("IPv6", "2001:db8:aaaa:bbbb:cccc:dddd:eeee:f00d", "cccc:dddd:eeee:f00d"),
        new("phone", "+49 151 27182818", "27182818"),
    ];

    /// <summary>Recognisable only by the field that holds them: Mixpanel's name for it, Mautic's name for it.</summary>
    public static readonly (Canary Canary, string Mixpanel, string Mautic)[] ByField =
    [
        (new("name", "Canary Birdwhistle", "birdwhistle"), "$name", "lastname"),
        (new("user id", "user-canary-4711", "user-canary-4711"), "$user_id", "user_id"),
        (new("device", "c0ffee00-d013-40eb-9320-2dee22e46c29", "c0ffee00-d013"), "$device_id", "fingerprint"),
        (new("URL secret", "https://www.shop.test/reset?pw=canarysecret77#canarysecret77", "canarysecret77"), "$current_url", "page_url"),
        (new("user agent", "CanaryBrowser/77.7 (CanaryOS)", "canarybrowser"), "$user_agent", "user_agent"),
        (new("screen", "1777", "1777"), "$screen_width", "resolution"),
        (new("referrer path", "https://search.example/canarypath/77", "canarypath"), "$referrer", "page_referrer"),
    ];

    public static IEnumerable<Canary> All => ByForm.Concat(ByField.Select(f => f.Canary));
}
