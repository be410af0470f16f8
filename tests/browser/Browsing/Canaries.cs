using PrivacyProxy.BrowserTests.Wire;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.BrowserTests.Browsing;

/// <summary>Values that stand for a person and occur nowhere else. None of them may reach the vendor.</summary>
internal static class Canaries
{
    public const string Email = "zephyrine.quillfeather@canary-mail.example";
    public const string FirstName = "Zephyrine";
    public const string LastName = "Quillfeather";
    public const string Phone = "+34 612 345 678";
    public const string Street = "17 Larkspurgate Lane";
    public const string UserId = "customer-canary-4711";
    public const string GroupId = "canary-works-gmbh";
    public const string Parameter = "canaryparameter81";
    public const string Fragment = "canaryfragment82";
    public const string ClickId = "canaryclick83";
    public const string Cookie = "canarycookie84";
    public const string Search = "canarysearch85";
    public const int Width = 1337;
    public const int Height = 777;

    /// <summary>The page's address: a secret, a click id, an e-mail address, a fragment, and a campaign that may stay.</summary>
    public static readonly string Url =
        $"/checkout?utm_source=newsletter&secret={Parameter}&gclid={ClickId}&email={Uri.EscapeDataString(Email)}#{Fragment}";

    public const string Referrer = $"http://search.test/find?q={Search}";

    /// <summary>Texts to look for; upper and lower case are the same.</summary>
    public static IEnumerable<string> Texts =>
    [
        Email, FirstName, LastName, "612 345 678", "Larkspurgate", UserId, GroupId, Parameter, Fragment, ClickId, Cookie, Search,
    ];

    /// <summary>The page sent each of these, and the vendor received none of them in any encoding.</summary>
    public static void AssertKept(Visit visit, params string[] canaries) =>
        AssertKept(visit.Sent, visit.Proxy.Vendor.Received, canaries);

    public static void AssertKept(IEnumerable<TappedRequest> from, IEnumerable<ReceivedRequest> to, IEnumerable<string> canaries)
    {
        var sent = from.SelectMany(t => Opened.Texts(t.Request)).ToList();
        var received = to.SelectMany(Opened.Texts).ToList();
        Assert.All(canaries, canary =>
        {
            // Where the page did not send it, its absence would say nothing.
            Assert.Contains(sent, text => text.Contains(canary, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(received, text => text.Contains(canary, StringComparison.OrdinalIgnoreCase));
        });
    }
}
