using System.Diagnostics.Metrics;

namespace PrivacyProxy.Pipeline;

/// <summary>
/// The accounts, meter <c>PrivacyProxy</c>: every received request is forwarded, dropped, refused or failed, exactly once.
/// Tags are names of the settings and of closed lists; nothing of a request can get in.
/// </summary>
internal sealed class PipelineMetrics : IDisposable
{
    public const string MeterName = "PrivacyProxy";

    private readonly Meter _meter;
    private readonly Counter<long> _received;
    private readonly Counter<long> _forwarded;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _failed;

    public PipelineMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _received = _meter.CreateCounter<long>("privacyproxy.requests.received", "{request}", "Requests that reached the pipeline.");
        _forwarded = _meter.CreateCounter<long>("privacyproxy.requests.forwarded", "{request}", "Requests that a vendor answered.");
        _dropped = _meter.CreateCounter<long>("privacyproxy.requests.dropped", "{request}", "Requests that were not forwarded and answered in the vendor's place.");
        _refused = _meter.CreateCounter<long>("privacyproxy.requests.refused", "{request}", "Requests that were answered with an error.");
        _failed = _meter.CreateCounter<long>("privacyproxy.requests.failed", "{request}", "Exchanges with a vendor that failed.");
    }

    /// <summary>One request has come and gone: it is received, and one other account.</summary>
    public void Count(string site, string vendor, Outcome outcome, string step, string reason)
    {
        _received.Add(1, new("site", site), new("vendor", vendor));
        switch (outcome)
        {
            case Outcome.Forwarded:
                _forwarded.Add(1, new("site", site), new("vendor", vendor));
                break;
            case Outcome.Dropped:
                _dropped.Add(1, new("site", site), new("vendor", vendor), new("step", step), new("reason", reason));
                break;
            case Outcome.Refused:
                _refused.Add(1, new("site", site), new("vendor", vendor), new("step", step), new("reason", reason));
                break;
            default:
                _failed.Add(1, new("site", site), new("vendor", vendor), new("step", step), new("reason", reason));
                break;
        }
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>The four accounts.</summary>
    internal enum Outcome
    {
        Forwarded,
        Dropped,
        Refused,
        Failed,
    }
}
