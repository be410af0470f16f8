using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.Tests.Leaks;

/// <summary>Listens to everything that a process may tell about itself: all meters and all activities.</summary>
internal sealed class LeakWatch : IDisposable
{
    private readonly ConcurrentQueue<string> _told = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    public LeakWatch()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Tell,
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<long>(Tell);
        _meters.SetMeasurementEventCallback<int>(Tell);
        _meters.SetMeasurementEventCallback<double>(Tell);
        _meters.Start();
    }

    /// <summary>What was told, and what the proxy has logged and counted.</summary>
    public byte[] Told(ProxyUnderTest proxy) =>
        Encoding.UTF8.GetBytes(string.Join('\n', _told.Concat(proxy.Log.Lines).Concat(proxy.Counts).Distinct()));

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    private void Tell(Activity activity) => _told.Enqueue(
        $"{activity.Source.Name} {activity.OperationName} {activity.DisplayName} {activity.ParentId} {activity.TraceStateString} "
        + string.Join(' ', activity.TagObjects.Select(t => $"{t.Key}={t.Value}"))
        + string.Join(' ', activity.Baggage.Select(t => $"{t.Key}={t.Value}"))
        + string.Join(' ', activity.Events.Select(e => e.Name + string.Join(' ', e.Tags.Select(t => $"{t.Key}={t.Value}")))));

    private void Tell<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        foreach (var tag in tags)
            _told.Enqueue($"{instrument.Name} {tag.Key}={tag.Value}");
    }
}
