using System.Collections.Frozen;

namespace PrivacyProxy.Vendors;

/// <summary>Which headers a profile or an operator may send to a vendor.</summary>
internal static class OutgoingHeaders
{
    // By these a listed or constant header could undo what the redaction promises, or break the exchange.
    private static readonly FrozenSet<string> s_reserved = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "X-Forwarded-For", "Forwarded", "X-Real-IP", "Client-IP", "X-Client-IP", "X-Forwarded", "X-Cluster-Client-IP",
        "Forwarded-For", "True-Client-IP", "CF-Connecting-IP", "Cookie", "Connection", "Content-Length", "Content-Type", "Content-Encoding",
        "Transfer-Encoding", "Upgrade", "TE", "Trailer", "Keep-Alive", "Proxy-Connection", "Expect", "Sec-GPC");

    public static bool MayBeWritten(string name) => IsName(name) && !s_reserved.Contains(name);

    /// <summary>True for what a header may be called; of RFC 9110's tokens only those that are in use.</summary>
    public static bool IsName(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
