using BenchmarkDotNet.Attributes;

namespace PrivacyProxy.Benchmarks;

/// <summary>How the cost grows with the body, from one event of 1 KB to a thousand of them.</summary>
public class BodySize
{
    private readonly RedactionUnderTest _redaction = new();
    private byte[] _json = [];

    [Params(1, 10, 100, 1000)]
    public int Events { get; set; }

    [GlobalSetup]
    public void Write() => _json = RedactionUnderTest.Batch(Events);

    [Benchmark(Baseline = true)]
    public int Utf8JsonReaderAlone() => SideBySide.Read(_json);

    [Benchmark]
    public int Redacted() => _redaction.Json(_json);
}
