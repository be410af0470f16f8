using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;

namespace PrivacyProxy.Load.Engine;

/// <summary>
/// Keep-alive connections over plain sockets, one request at a time on each: so cheap that on a machine shared with the
/// measured server it is not itself the load.
/// </summary>
internal sealed class BuiltInEngine : ILoadEngine
{
    // Longer than any answer takes; what is not there by then is lost.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public async Task<LoadResult> Run(LoadPlan plan, CancellationToken cancelled)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        deadline.CancelAfter(plan.Duration + s_patience);
        using var tickets = new Tickets(plan);
        var workers = new Task<WorkerResult>[plan.Connections];
        for (var i = 0; i < workers.Length; i++)
            workers[i] = Drive(plan, tickets.Reader, deadline.Token);
        tickets.Begin();
        var results = await Task.WhenAll(workers);

        var latencies = results.SelectMany(r => r.Latencies).Order().ToList();
        return new LoadResult(tickets.Issued, tickets.Issued - latencies.Count, latencies);
    }

    private static async Task<WorkerResult> Drive(LoadPlan plan, ChannelReader<long> tickets, CancellationToken deadline)
    {
        var result = new WorkerResult([]);
        HttpConnection? connection = null;
        try
        {
            while (await tickets.WaitToReadAsync(deadline))
            {
                if (!tickets.TryRead(out var due))
                    continue;
                try
                {
                    connection ??= await HttpConnection.Open(plan.Target, deadline);
                    if (await connection.Exchange(plan.Request, deadline))
                        result.Latencies.Add(Stopwatch.GetElapsedTime(due));
                }
                catch (Exception e) when (e is SocketException or InvalidDataException)
                {
                    connection?.Dispose();
                    connection = null;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // What was asked and not answered is counted as lost.
        }
        finally
        {
            connection?.Dispose();
        }

        return result;
    }

    private sealed record WorkerResult(List<TimeSpan> Latencies);
}
