namespace PrivacyProxy.Tests.Support;

/// <summary>Waits, without sleeping, until what others write fulfils a condition.</summary>
internal sealed class Arrivals
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly List<(Func<bool> IsThere, TaskCompletionSource Waiter)> _waiters = [];

    /// <summary>Ends when <paramref name="isThere"/>; fails with what <paramref name="missing"/> says after a minute.</summary>
    public async Task Until(Func<bool> isThere, Func<string> missing)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
            _waiters.Add((isThere, waiter));
        Look();
        try
        {
            await waiter.Task.WaitAsync(s_patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException("This did not come: " + missing());
        }
    }

    /// <summary>Called after each write.</summary>
    public void Look()
    {
        lock (_lock)
        {
            _waiters.RemoveAll(w =>
            {
                if (!w.IsThere())
                    return false;
                w.Waiter.TrySetResult();
                return true;
            });
        }
    }
}
