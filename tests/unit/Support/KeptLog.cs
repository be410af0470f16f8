using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PrivacyProxy.Tests.Support;

/// <summary>Keeps every line that is logged, exceptions included.</summary>
internal sealed class KeptLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Arrivals _arrivals = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Ends when <paramref name="part"/> stands in at least <paramref name="times"/> lines.</summary>
    public Task Logged(string part, int times = 1) =>
        _arrivals.Until(() => _lines.Count(l => l.Contains(part, StringComparison.Ordinal)) >= times, () => $"\"{part}\" in\n{string.Join('\n', _lines)}");

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, this);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, KeptLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            log._lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
            log._arrivals.Look();
        }
    }
}
