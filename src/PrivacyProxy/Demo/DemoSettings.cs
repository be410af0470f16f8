namespace PrivacyProxy.Demo;

/// <summary>The demo's configuration: one site on any host, both vendors stood in for by this process.</summary>
internal static class DemoSettings
{
    public static Dictionary<string, string?> For(string standInUrl) => new()
    {
        ["PrivacyProxy:Sites:demo:Hosts:0"] = "*",
        ["PrivacyProxy:Sites:demo:Consent:Source"] = "cookie",
        ["PrivacyProxy:Sites:demo:Consent:Cookie"] = "demo_consent",
        ["PrivacyProxy:Sites:demo:Vendors:mixpanel:Path"] = "/mp",
        ["PrivacyProxy:Sites:demo:Vendors:mixpanel:Upstream"] = standInUrl,
        ["PrivacyProxy:Sites:demo:Vendors:mixpanel:ScriptUpstream"] = standInUrl,
        ["PrivacyProxy:Sites:demo:Vendors:mautic:Path"] = "/ma",
        ["PrivacyProxy:Sites:demo:Vendors:mautic:Upstream"] = standInUrl,
    };
}
