namespace PrivacyProxy.Tests.Architecture;

/// <summary>
/// The rooms of <c>src/PrivacyProxy</c>: which other rooms each may look into, and the words that must not occur in it.
/// A new line here is a decision, not a formality: docs/decisions says why the rooms are apart.
/// </summary>
internal static class Rooms
{
    public static readonly Dictionary<string, Room> All = new()
    {
        ["Addresses"] = new(["Pipeline", "Redaction"], ["ILogger", "Body", "Cookie", "UserAgent", "PseudonymKeys"]),
        ["Bots"] = new(["Pipeline", "Vendors"], ["Body", "Cookie", "QueryString", "TimeProvider"]),
        ["Consent"] = new(["Pipeline", "Vendors"], ["Body", "RemoteIpAddress", "ClientAddress", "IPAddress", "QueryString", "UserAgent"]),
        ["Demo"] = new(["Consent", "Hosting", "Pipeline", "Redaction", "Settings"], ["PseudonymKeys", "SecretText"]),
        ["Explain"] = new(["Geo", "Pipeline", "Redaction", "Sites"], ["HttpClient", "Socket", "PseudonymKeys", "SecretText"]),
        ["Forwarding"] = new(["Pipeline", "Responses", "Vendors"], ["QueryString", "Query", "Cookies", "RemoteIpAddress", "ClientAddress", "Path"]),
        ["Geo"] = new(["Addresses", "Pipeline", "Redaction"], ["HttpClient", "Socket", "Dns", "HttpContext"]),
        ["Hosting"] = new(["Explain", "Forwarding", "Geo", "Pipeline", "Settings", "Sites"], ["HttpRequest", "HttpContext"]),
        ["Pipeline"] = new(
            ["Addresses", "Bots", "Consent", "Forwarding", "Geo", "Redaction", "Responses", "Settings", "Sites", "Vendors"],
            ["QueryString", "Headers", "Body", "Cookie", "Query", "RemoteIpAddress"]),
        ["Pseudonyms"] = new(["Redaction"], ["HttpContext", "HttpRequest", "Exchange", "ILogger"]),
        ["Redaction"] = new(
            ["Addresses", "Consent", "Geo", "Pipeline", "Pseudonyms", "Settings", "Vendors"],
            ["TimeProvider", "DateTime", "DateTimeOffset", "Stopwatch", "PseudonymKeys", "PseudonymMapping", "SecretText", "ILogger", "RemoteIpAddress"]),
        ["Responses"] = new(["Pipeline", "Redaction", "Vendors"], ["ClientAddress", "IncomingBody", "RemoteIpAddress", "UserAgent", "Referer"]),
        ["Settings"] = new(["Addresses", "Bots", "Consent", "Pseudonyms", "Sites"], ["HttpContext", "HttpRequest", "Exchange"]),
        ["Sites"] = new(
            ["Addresses", "Bots", "Consent", "Pipeline", "Pseudonyms", "Redaction", "Settings", "Vendors"],
            ["Body", "Cookie", "QueryString", "RemoteIpAddress"]),
        ["Vendors"] = new(["Redaction", "Settings"], ["HttpContext", "HttpRequest", "HttpClient", "Socket", "Dns", "Exchange"]),
    };

    /// <summary>Rooms that may name the proxy library's types.</summary>
    public static readonly string[] MaySeeYarp = ["Forwarding", "Hosting"];

    public static readonly string[] NeverFolders = ["Utils", "Util", "Helpers", "Helper", "Managers", "Common", "Extensions", "Infrastructure", "Shared", "Misc", "Core"];
}

/// <param name="MayUse">Other rooms whose namespaces it may name.</param>
/// <param name="Never">Identifiers that must not occur in its code.</param>
internal sealed record Room(string[] MayUse, string[] Never);
