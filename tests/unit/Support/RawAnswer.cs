using System.Net.Sockets;
using System.Text;

namespace PrivacyProxy.Tests.Support;

/// <summary>An answer as it came over the wire.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    public string BodyText => Encoding.UTF8.GetString(Body);

    public string? Header(string name) =>
        Headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).FirstOrDefault();

    public static async Task<RawAnswer> Get(Uri url, byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(request);
        using var reader = new BufferedStream(stream);
        var status = await Line(reader);
        var headers = new List<KeyValuePair<string, string>>();
        for (var line = await Line(reader); line.Length > 0; line = await Line(reader))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(new(line[..colon], line[(colon + 1)..].Trim()));
        }

        var answer = new RawAnswer(status.Length < 12 ? 0 : int.Parse(status.AsSpan(9, 3), null), headers, []);
        return request.AsSpan().StartsWith("HEAD "u8) ? answer : answer with { Body = await ReadBody(reader, answer) };
    }

    private static async Task<byte[]> ReadBody(Stream reader, RawAnswer answer)
    {
        if (answer.Status is 204 or 304)
            return [];
        if (answer.Header("Content-Length") is { } length)
        {
            var body = new byte[int.Parse(length, null)];
            await reader.ReadExactlyAsync(body);
            return body;
        }

        using var all = new MemoryStream();
        if (answer.Header("Transfer-Encoding") != "chunked")
        {
            await reader.CopyToAsync(all);
            return all.ToArray();
        }

        while (true)
        {
            var size = Convert.ToInt32(await Line(reader), 16);
            var chunk = new byte[size];
            await reader.ReadExactlyAsync(chunk);
            all.Write(chunk);
            await Line(reader);
            if (size == 0)
                return all.ToArray();
        }
    }

    private static async Task<string> Line(Stream reader)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await reader.ReadAsync(one) > 0 && one[0] != (byte)'\n')
            line.Add(one[0]);
        return Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
    }
}
