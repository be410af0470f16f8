using System.Text;
using PrivacyProxy.Addresses;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Geo;

/// <summary>
/// The full address goes in, a coarse place comes out; then the address is truncated for good. The steps after this one
/// can't know it.
/// </summary>
internal static class LookUpPlace
{
    public static ValueTask<Verdict> Run(Exchange exchange)
    {
        exchange.Place = exchange.PlaceLookup(exchange.Address);
        exchange.TruncatedAddress = exchange.Address.Truncated(exchange.Site.Truncation);
        exchange.Address = default;
        exchange.Redactor = Redactor.Begin(
            exchange.Vendor.Policy,
            exchange.Vendor.Pseudonyms.Current,
            exchange.Place,
            exchange.Log,
            exchange.HasConsent,
            exchange.Site.Hosts.Contains("*") ? Encoding.UTF8.GetBytes(exchange.Http.Request.Host.Host.ToLowerInvariant()) : default);
        return new(Verdict.Continue);
    }
}
