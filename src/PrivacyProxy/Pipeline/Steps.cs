using PrivacyProxy.Addresses;
using PrivacyProxy.Bots;
using PrivacyProxy.Consent;
using PrivacyProxy.Geo;
using PrivacyProxy.Redaction;
using PrivacyProxy.Sites;

namespace PrivacyProxy.Pipeline;

/// <summary>
/// The way of a request. A step reads what it may, writes its part of the <see cref="Exchange"/>, and says whether the
/// next one may go on. An exception in a step drops the request.
/// </summary>
internal static class Steps
{
    public static readonly Step[] All =
    [
        new("select_site",     SelectSite.Run,     "no promise is known before the site and its vendor are"),
        new("answer_preflight", AnswerPreflight.Run, "a preflight carries no decision of the visitor's and no vendor needs to hear of it"),
        new("read_consent",    ReadConsent.Run,    "a refusal must cost the visitor nothing, not even a look at the address"),
        new("resolve_address", ResolveAddress.Run, "one reader of the connection and of forwarding headers; later steps get a typed value"),
        new("check_bot",       CheckBot.Run,       "needs the full address and user agent, and is the cheapest stop before the body is read"),
        new("look_up_place",   LookUpPlace.Run,    "the last step that needs the full address, which is truncated for good right after"),
        new("redact_query",    RedactQuery.Run,    "small surfaces first: what they drop saves reading the body"),
        new("redact_headers",  RedactHeaders.Run,  "only listed headers, each through its rule"),
        new("redact_cookies",  RedactCookies.Run,  "the site's path brings all of the site's cookies; only the vendor's own may go on"),
        new("read_body",       ReadBody.Run,       "one bounded read; compression is opened here, so that limits hold before and after it"),
        new("redact_body",     RedactBody.Run,     "one walk over the parsed body; ids go through the same mapping as in query and cookies"),
    ];
}

/// <summary>A step: its name in the counters, what it does, and why it stands where it stands.</summary>
internal sealed record Step(string Name, StepMethod Run, string Reason);

/// <summary>What a step does. Most end without waiting.</summary>
internal delegate ValueTask<Verdict> StepMethod(Exchange exchange);
