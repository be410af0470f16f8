namespace PrivacyProxy.Load;

/// <summary>One round of one proxy.</summary>
internal sealed record Measurement(
    int Sent, int Errors, double MicrosecondsPerRequest, double BytesPerRequest, IReadOnlyList<TimeSpan> Latencies)
{
    public double Percentile(double part) =>
        Latencies.Count == 0 ? double.NaN : Latencies[(int)((Latencies.Count - 1) * part)].TotalMilliseconds;
}
