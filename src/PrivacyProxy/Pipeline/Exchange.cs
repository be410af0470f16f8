using PrivacyProxy.Addresses;
using PrivacyProxy.Consent;
using PrivacyProxy.Geo;
using PrivacyProxy.Redaction;
using PrivacyProxy.Sites;
using Endpoint = PrivacyProxy.Vendors.Endpoint;

namespace PrivacyProxy.Pipeline;

/// <summary>
/// What is known of one request on its way through the steps, and the surfaces of the request that will leave. Those
/// begin empty: whatever no step writes, does not leave.
/// </summary>
internal sealed class Exchange(HttpContext http, SiteDirectory directory, PlaceLookup placeLookup, ChangeLog? log) : IDisposable
{
    public HttpContext Http { get; } = http;

    public SiteDirectory Directory { get; } = directory;

    public PlaceLookup PlaceLookup { get; } = placeLookup;

    public ChangeLog? Log { get; } = log;

    // Written by SelectSite; no later step runs without them.
    public Site Site { get; set; } = null!;

    public SiteVendor Vendor { get; set; } = null!;

    public Endpoint Endpoint { get; set; } = null!;

    /// <summary>True when the visitor agreed to the vendor's purpose, or the endpoint needs no consent at this site.</summary>
    public bool HasConsent { get; set; }

    /// <summary>The full address, from ResolveAddress to LookUpPlace, which forgets it.</summary>
    public ClientAddress Address { get; set; }

    /// <summary>What may leave of the address.</summary>
    public TruncatedAddress TruncatedAddress { get; set; }

    public Place Place { get; set; } = Place.Unknown;

    public Redactor Redactor { get; set; } = null!;

    // The surfaces of the outgoing request.
    public string OutgoingPath { get; set; } = "";

    public ByteBuffer OutgoingQuery { get; } = new(256);

    public List<KeyValuePair<string, string>> OutgoingHeaders { get; } = [];

    public ByteBuffer OutgoingBody { get; } = new(1024);

    public string? OutgoingContentType { get; set; }

    public bool HasOutgoingBody { get; set; }

    /// <summary>The body as it came, less its compression; only between ReadBody and RedactBody.</summary>
    public ByteBuffer IncomingBody { get; } = new(1024);

    /// <summary>Which step gave the verdict; for the counters.</summary>
    public string StoppedAt { get; set; } = "";

    public void Dispose()
    {
        OutgoingQuery.Dispose();
        OutgoingBody.Dispose();
        IncomingBody.Dispose();
        Redactor?.Dispose();
    }
}
