using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Primitives;
using PrivacyProxy.Addresses;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Addresses;

public sealed class TrustedHopsTests
{
    [Theory]
    // The client speaks to us directly and claims to be someone else.
    [InlineData("198.51.100.7", "203.0.113.77", "198.51.100.7")]
    [InlineData("198.51.100.7", "203.0.113.77, 10.0.0.1", "198.51.100.7")]
    [InlineData("198.51.100.7", "", "198.51.100.7")]
    // Through one trusted hop, which appends what it saw.
    [InlineData("10.0.0.1", "198.51.100.7", "198.51.100.7")]
    [InlineData("10.0.0.1", "203.0.113.77, 198.51.100.7", "198.51.100.7")]
    [InlineData("10.0.0.1", "203.0.113.77,10.9.9.9, 198.51.100.7", "198.51.100.7")]
    // Through several trusted hops.
    [InlineData("10.0.0.1", "203.0.113.77, 198.51.100.7, 10.0.0.2", "198.51.100.7")]
    [InlineData("::ffff:10.0.0.1", "198.51.100.7, ::ffff:10.0.0.2", "198.51.100.7")]
    [InlineData("2001:db8:a::1", "2001:db8:f::9, 2001:db8:a::2", "2001:db8:f::9")]
    // A client inside of the trusted networks.
    [InlineData("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3")]
    // Several field lines are one list in their order.
    [InlineData("10.0.0.1", "203.0.113.77|198.51.100.7", "198.51.100.7")]
    [InlineData("10.0.0.1", "203.0.113.77, 198.51.100.7|10.0.0.2", "198.51.100.7")]
    [InlineData("10.0.0.1", "198.51.100.7|203.0.113.77", "203.0.113.77")]
    // Ports, brackets, zones, white space.
    [InlineData("10.0.0.1", "198.51.100.7:5678", "198.51.100.7")]
    [InlineData("10.0.0.1", "[2001:db8:f::9]:443, 10.0.0.2:80", "2001:db8:f::9")]
    [InlineData("10.0.0.1", "\t2001:db8:f::9%eth0 ", "2001:db8:f::9")]
    [InlineData("10.0.0.1", "::ffff:198.51.100.7", "198.51.100.7")]
    // What can not be read ends the walk at the last hop that is certain.
    [InlineData("10.0.0.1", "unknown", "10.0.0.1")]
    [InlineData("10.0.0.1", "", "10.0.0.1")]
    [InlineData("10.0.0.1", ",", "10.0.0.1")]
    [InlineData("10.0.0.1", "203.0.113.77,", "10.0.0.1")]
    [InlineData("10.0.0.1", "203.0.113.77|", "10.0.0.1")]
    [InlineData("10.0.0.1", "203.0.113.77, unknown, 10.0.0.2", "10.0.0.2")]
    [InlineData("10.0.0.1", "203.0.113.77, _hidden, 10.0.0.2", "10.0.0.2")]
    [InlineData("10.0.0.1", "203.0.113.77, 198.51.100.7;x, 10.0.0.2", "10.0.0.2")]
    [InlineData("10.0.0.1", "203.0.113.77, 012.0.0.7, 10.0.0.2", "10.0.0.2")]
    [InlineData("10.0.0.1", "203.0.113.77, \"198.51.100.7\"", "10.0.0.1")]
    [InlineData("10.0.0.1", "203.0.113.77 198.51.100.7", "10.0.0.1")]
    public void The_client_is_the_first_hop_that_is_not_trusted(string peer, string lines, string client) =>
        Assert.Equal(IPAddress.Parse(client), Hops.Resolve(IPAddress.Parse(peer), lines.Split('|')).Full);

    [Fact]
    public void Without_the_header_the_peer_is_the_client() =>
        Assert.Equal(IPAddress.Parse("10.0.0.1"), Hops.Resolve(IPAddress.Parse("10.0.0.1"), StringValues.Empty).Full);

    [Fact]
    public void Without_a_peer_nothing_is_believed() => Assert.False(Hops.Resolve(null, "198.51.100.7").IsKnown);

    [Fact]
    public void Nobody_is_trusted_by_default()
    {
        foreach (var hops in new[] { TrustedHops.Nobody, Compile(new ReportedProblems(), null), Compile(new ReportedProblems()) })
            Assert.Equal(IPAddress.Loopback, hops.Resolve(IPAddress.Loopback, "198.51.100.7").Full);
    }

    [Fact]
    public void The_walk_is_bounded()
    {
        var chain = "198.51.100.7, " + string.Join(", ", Enumerable.Repeat("10.0.0.2", 5000));
        Assert.Equal(IPAddress.Parse("10.0.0.2"), Hops.Resolve(IPAddress.Parse("10.0.0.1"), chain).Full);
    }

    [Fact]
    public void What_an_untrusted_hop_sends_never_matters() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), ArbMap.Default.ArbFor<string>(), (sent, line) =>
        {
            var direct = Hops.Resolve(IPAddress.Parse("198.51.100.7"), new StringValues([line, sent]));
            var throughHop = Hops.Resolve(IPAddress.Parse("10.0.0.1"), new StringValues([line, sent + ", 198.51.100.7"]));
            return direct == throughHop && direct.Full.Equals(IPAddress.Parse("198.51.100.7"));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Networks_and_single_addresses_can_be_trusted()
    {
        var problems = new ReportedProblems();
        var hops = Compile(problems, "192.0.2.1", "2001:db8::1", "172.16.0.0/12", "::ffff:100.64.0.0/106");
        Assert.Empty(problems.All);
        Assert.True(hops.Trusts(IPAddress.Parse("192.0.2.1")));
        Assert.False(hops.Trusts(IPAddress.Parse("192.0.2.2")));
        Assert.True(hops.Trusts(IPAddress.Parse("2001:db8::1")));
        Assert.True(hops.Trusts(IPAddress.Parse("172.31.255.255")));
        Assert.True(hops.Trusts(IPAddress.Parse("100.127.1.1")));
    }

    [Fact]
    public void Every_entry_that_can_not_be_used_is_reported()
    {
        var problems = new ReportedProblems();
        var hops = Compile(problems, "10.0.0.0/8", "10.0.0.1/8", "proxy.local", "0.0.0.0/0", "::/0", "", "10.0.0.0/33", null!, "::ffff:0:0/96");
        Assert.Equal(
            ["TrustedProxies:1", "TrustedProxies:2", "TrustedProxies:3", "TrustedProxies:4", "TrustedProxies:5", "TrustedProxies:6", "TrustedProxies:7", "TrustedProxies:8"],
            problems.Fields);
        Assert.True(hops.Trusts(IPAddress.Parse("10.1.2.3")));
        Assert.False(hops.Trusts(IPAddress.Parse("198.51.100.7")));
    }

    private static TrustedHops Hops { get; } = Compile(new ReportedProblems(), "10.0.0.0/8", "2001:db8:a::/48");

    private static TrustedHops Compile(ReportedProblems problems, params string[]? networks) =>
        TrustedHops.Compile("TrustedProxies", networks, problems.Report);
}
