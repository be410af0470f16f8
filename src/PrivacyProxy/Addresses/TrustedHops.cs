using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Primitives;

namespace PrivacyProxy.Addresses;

/// <summary>
/// Finds the client behind the operator's own proxies. A forwarding header is believed only as far as trusted hops wrote
/// it: from right to left, until the first entry that is no trusted hop. Nobody is trusted by default.
/// </summary>
internal sealed class TrustedHops
{
    /// <summary>Longer chains do not exist; a longer walk would be the sender's to choose.</summary>
    private const int MostHops = 32;

    private readonly IPNetwork[] _networks;

    private TrustedHops(IPNetwork[] networks) => _networks = networks;

    public static TrustedHops Nobody { get; } = new([]);

    /// <param name="field">The name of the settings' list, for the problems' paths.</param>
    /// <param name="networks">Networks as <c>10.0.0.0/8</c>, or single addresses.</param>
    /// <param name="report">Told field, found, wanted and repair of every entry that can not be used.</param>
    public static TrustedHops Compile(string field, IReadOnlyList<string>? networks, Action<string, string, string, string> report)
    {
        if (networks is null)
            return Nobody;
        var compiled = new List<IPNetwork>(networks.Count);
        for (var i = 0; i < networks.Count; i++)
        {
            if (TryParse(networks[i], out var network) && network.PrefixLength > 0)
            {
                compiled.Add(network);
                continue;
            }
            report(
                $"{field}:{i}",
                $"\"{networks[i]}\"",
                "a network like 10.0.0.0/8 or 2001:db8::/32 with no bits behind its prefix, or one address; not the whole internet",
                "Write the networks of your own proxies: whoever is in them can choose the address that counts.");
        }
        return new TrustedHops([.. compiled]);
    }

    public bool Trusts(IPAddress address)
    {
        foreach (var network in _networks)
        {
            if (network.Contains(address))
                return true;
        }
        return false;
    }

    /// <summary>
    /// The client of a request. An entry that can not be read ends the walk at the nearest hop that is known for certain:
    /// what stands further left may be the sender's invention.
    /// </summary>
    /// <param name="peer">The other end of the connection.</param>
    /// <param name="xForwardedFor">All <c>X-Forwarded-For</c> field lines in their order.</param>
    public ClientAddress Resolve(IPAddress? peer, StringValues xForwardedFor)
    {
        if (peer is null)
            return ClientAddress.Unknown;
        var nearest = PlainAddress.Of(peer);
        var entries = new ForwardedEntries(xForwardedFor);
        for (var hops = 0; hops < MostHops && Trusts(nearest) && entries.MoveNext(); hops++)
        {
            if (!WrittenAddress.TryParse(entries.Current, out var entry))
                break;
            nearest = entry;
        }
        return ClientAddress.From(nearest);
    }

    private static bool TryParse(string? text, out IPNetwork network)
    {
        network = default;
        if (text is null)
            return false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!WrittenAddress.TryParse(slash < 0 ? text : text.AsSpan(0, slash), out var address))
            return false;
        if (slash < 0)
        {
            network = new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
            return true;
        }
        // 10.0.0.1/8 would quietly become 10.0.0.0/8, where perhaps one address was meant.
        if (!IPNetwork.TryParse(text, out network) || !PlainAddress.Of(network.BaseAddress).Equals(address))
            return false;
        // Addresses are compared in their IPv4 form, so a network of mapped addresses must be, too.
        if (network.BaseAddress.IsIPv4MappedToIPv6 && network.PrefixLength >= 96)
            network = new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - 96);
        return true;
    }
}
