using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace PrivacyProxy.Load.Engine;

/// <summary>One keep-alive connection. It reads answers with a Content-Length; the stand-in vendor sends no others.</summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[16 * 1024];

    private HttpConnection()
    {
    }

    public static async Task<HttpConnection> Open(IPEndPoint target, CancellationToken cancelled)
    {
        var connection = new HttpConnection();
        try
        {
            await connection._socket.ConnectAsync(target, cancelled);
            return connection;
        }
        catch (Exception)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request and reads its answer to the end. True for status 200.</summary>
    public async ValueTask<bool> Exchange(ReadOnlyMemory<byte> request, CancellationToken cancelled)
    {
        while (!request.IsEmpty)
            request = request[await _socket.SendAsync(request, cancelled)..];

        var length = 0;
        while (true)
        {
            if (length == _buffer.Length)
                throw new InvalidDataException("The answer is longer than any that is expected here.");
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancelled);
            if (read == 0)
                throw new InvalidDataException("The connection ended before the answer.");
            length += read;
            if (IsWhole(_buffer.AsSpan(0, length)))
                return _buffer.AsSpan(0, length).StartsWith("HTTP/1.1 200 "u8);
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var name = "\r\nContent-Length: "u8;
        var field = answer[..end].IndexOf(name);
        if (field < 0 || !Utf8Parser.TryParse(answer[(field + name.Length)..], out int bodyLength, out _))
            throw new InvalidDataException("The answer has no Content-Length.");
        return answer.Length >= end + 4 + bodyLength;
    }
}
