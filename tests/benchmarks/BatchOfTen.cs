using BenchmarkDotNet.Attributes;

namespace PrivacyProxy.Benchmarks;

/// <summary>
/// Ten events of about 1.1 KB each, every rule and detector on, against a reader that only walks over the same bytes.
/// The aim is a ratio of at most 2.0 and no allocation.
/// </summary>
public class BatchOfTen
{
    private readonly RedactionUnderTest _redaction = new();
    private readonly byte[] _json = RedactionUnderTest.Batch(10);

    [Benchmark(Baseline = true)]
    public int Utf8JsonReaderAlone() => SideBySide.Read(_json);

    [Benchmark]
    public int Redacted() => _redaction.Json(_json);
}
