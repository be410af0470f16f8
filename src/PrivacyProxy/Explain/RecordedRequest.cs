using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace PrivacyProxy.Explain;

/// <summary>
/// A request as text, the way tools record it: the request line, header lines, an empty line, the body (RFC 9112 section 2.1;
/// lines may end in LF alone). What it cannot have said, the address it came from, is one of those for documentation
/// (RFC 5737).
/// </summary>
internal static class RecordedRequest
{
    private static readonly IPAddress s_peer = IPAddress.Parse("192.0.2.1");

    /// <summary>The request, ready for the steps; null when the text is none, and then <paramref name="problem"/> says why.</summary>
    public static HttpContext? Read(byte[] text, out string problem)
    {
        var rest = text.AsSpan();
        var line = Encoding.Latin1.GetString(NextLine(ref rest)).Split(' ');
        problem = "The first line is not a request line such as \"POST /mp/track HTTP/1.1\".";
        if (line.Length is < 2 or > 3 || line[0].Length == 0 || !line[1].StartsWith('/'))
            return null;

        var http = new DefaultHttpContext();
        http.Request.Method = line[0];
        http.Request.Protocol = "HTTP/1.1";
#pragma warning disable RS0030 // Written, not read: there is no connection.
        http.Connection.RemoteIpAddress = s_peer;
#pragma warning restore RS0030
        var mark = line[1].IndexOf('?', StringComparison.Ordinal);
        http.Request.Path = new PathString(Uri.UnescapeDataString(mark < 0 ? line[1] : line[1][..mark]));
        http.Request.QueryString = mark < 0 ? default : new QueryString(line[1][mark..]);
        while (NextLine(ref rest) is { IsEmpty: false } header)
        {
            var colon = header.IndexOf((byte)':');
            problem = "A header line has no colon; the body begins behind an empty line.";
            if (colon <= 0)
                return null;
            http.Request.Headers.Append(Encoding.Latin1.GetString(header[..colon]), Encoding.Latin1.GetString(header[(colon + 1)..]).Trim());
        }

        problem = "There is no Host header; it tells which site the request is for.";
        if (!http.Request.Host.HasValue)
            return null;
        http.Request.ContentLength = rest.IsEmpty ? null : rest.Length;
        http.Request.Body = new MemoryStream(rest.ToArray(), writable: false);
        http.Features.Set<IHttpRequestBodyDetectionFeature>(new RecordedBody(!rest.IsEmpty));
        problem = "";
        return http;
    }

    private static ReadOnlySpan<byte> NextLine(ref Span<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return line.TrimEnd((byte)'\r');
    }

    private sealed record RecordedBody(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;
}
