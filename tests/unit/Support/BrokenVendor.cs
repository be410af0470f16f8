using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PrivacyProxy.Tests.Support;

/// <summary>A vendor that breaks HTTP in one way: it reads a request's head, then does to the connection what it is told.</summary>
internal sealed class BrokenVendor : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Func<Socket, CancellationToken, Task> _misbehave;
    private int _requests;

    private BrokenVendor(Func<Socket, CancellationToken, Task> misbehave)
    {
        _misbehave = misbehave;
        _listener.Start();
        _ = Accept();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Requests whose head was read.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Nobody listens there.</summary>
    public static string ClosedUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return $"http://127.0.0.1:{port}";
    }

    /// <summary>Never answers.</summary>
    public static BrokenVendor Silent() => new((_, stopped) => Task.Delay(Timeout.Infinite, stopped));

    /// <summary>Answers with these bytes, then says nothing more but keeps the connection.</summary>
    public static BrokenVendor Stalling(string answer) => new(async (socket, stopped) =>
    {
        await socket.SendAsync(Encoding.Latin1.GetBytes(answer), stopped);
        await Task.Delay(Timeout.Infinite, stopped);
    });

    /// <summary>Answers with these bytes, then ends the connection in order.</summary>
    public static BrokenVendor Closing(string answer) => new(async (socket, stopped) =>
    {
        await socket.SendAsync(Encoding.Latin1.GetBytes(answer), stopped);
        socket.Shutdown(SocketShutdown.Both);
    });

    /// <summary>Answers with these bytes, then resets the connection.</summary>
    public static BrokenVendor Resetting(string answer) => new(async (socket, stopped) =>
    {
        if (answer.Length > 0)
            await socket.SendAsync(Encoding.Latin1.GetBytes(answer), stopped);
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
    });

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Stop();
        _stopped.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await _listener.AcceptSocketAsync(_stopped.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Serve(Socket socket)
    {
        using (socket)
        {
            try
            {
                var head = new List<byte>();
                var some = new byte[4096];
                while (!Encoding.Latin1.GetString([.. head]).Contains("\r\n\r\n", StringComparison.Ordinal))
                {
                    var read = await socket.ReceiveAsync(some, _stopped.Token);
                    if (read == 0)
                        return;
                    head.AddRange(some.AsSpan(0, read));
                }

                Interlocked.Increment(ref _requests);
                await _misbehave(socket, _stopped.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The proxy gave up, or the test is over.
            }
        }
    }
}
