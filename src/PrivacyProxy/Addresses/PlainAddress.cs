using System.Net;
using System.Net.Sockets;

namespace PrivacyProxy.Addresses;

/// <summary>
/// One form per address, so that it is trusted, compared and truncated alike however it arrived: an IPv4 address inside of
/// <c>::ffff:0:0/96</c> is the IPv4 address, and a zone belongs to a network card, not to the address.
/// </summary>
internal static class PlainAddress
{
    public static IPAddress Of(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        return address.ScopeId == 0 ? address : new IPAddress(address.GetAddressBytes());
    }
}
