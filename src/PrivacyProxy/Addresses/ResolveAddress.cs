using PrivacyProxy.Pipeline;

namespace PrivacyProxy.Addresses;

/// <summary>The one reader of the connection and of forwarding headers.</summary>
internal static class ResolveAddress
{
    public static ValueTask<Verdict> Run(Exchange exchange)
    {
#pragma warning disable RS0030 // The address has one reader, and this is it.
        var peer = exchange.Http.Connection.RemoteIpAddress;
#pragma warning restore RS0030
        exchange.Address = exchange.Directory.TrustedHops.Resolve(peer, exchange.Http.Request.Headers["X-Forwarded-For"]);
        return new(Verdict.Continue);
    }
}
