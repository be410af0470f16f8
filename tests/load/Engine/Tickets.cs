using System.Diagnostics;
using System.Threading.Channels;

namespace PrivacyProxy.Load.Engine;

/// <summary>
/// The moments at which requests are due. A thread of its own issues them, since the thread pool may be late exactly
/// when the measured server is slow.
/// </summary>
internal sealed class Tickets : IDisposable
{
    private readonly Channel<long> _channel;
    private readonly LoadPlan _plan;
    private readonly Thread _thread;
    private volatile bool _isOver;

    public Tickets(LoadPlan plan)
    {
        _plan = plan;
        // In a closed loop a ticket waits only until a connection is free.
        _channel = plan.Rate > 0 ? Channel.CreateUnbounded<long>() : Channel.CreateBounded<long>(1);
        _thread = new Thread(plan.Rate > 0 ? IssueAtRate : IssueOnDemand) { IsBackground = true };
    }

    public ChannelReader<long> Reader => _channel.Reader;

    /// <summary>Final when the reader has come to its end.</summary>
    public int Issued { get; private set; }

    public void Begin() => _thread.Start();

    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
    }

    private void IssueAtRate()
    {
        var start = Stopwatch.GetTimestamp();
        var count = (int)(_plan.Rate * _plan.Duration.TotalSeconds);
        var step = (double)Stopwatch.Frequency / _plan.Rate;
        while (Issued < count && !_isOver)
        {
            var now = Stopwatch.GetTimestamp();
            for (; Issued < count && start + (long)(Issued * step) <= now; Issued++)
                _channel.Writer.TryWrite(start + (long)(Issued * step));
            Thread.Sleep(1);
        }

        _channel.Writer.Complete();
    }

    private void IssueOnDemand()
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < _plan.Duration && !_isOver)
        {
            if (_channel.Writer.TryWrite(Stopwatch.GetTimestamp()))
                Issued++;
            else
                Thread.Yield();
        }

        _channel.Writer.Complete();
    }
}
