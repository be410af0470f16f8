namespace PrivacyProxy.BrowserTests.Browsing;

/// <summary>Wakes those who wait for something to become true whenever something happened.</summary>
internal sealed class Pulse
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private volatile TaskCompletionSource _next = New();

    public void Beat() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <param name="holds">Looked at now and after every beat.</param>
    /// <param name="seen">What there is, for the message when it does not come true.</param>
    public async Task Until(Func<bool> holds, Func<string> seen)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            // Taken before the look, so that no beat falls between the look and the wait.
            var next = _next.Task;
            if (holds())
                return;
            try
            {
                await next.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!holds())
            {
                throw new TimeoutException($"It did not come true within {s_patience.TotalSeconds} seconds. Seen: {seen()}");
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
