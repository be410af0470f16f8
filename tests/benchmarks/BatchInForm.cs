using BenchmarkDotNet.Attributes;

namespace PrivacyProxy.Benchmarks;

/// <summary>
/// The batch as Mixpanel's SDK sends it by default, base64 in a form, against the same batch as JSON plus the decoding and
/// encoding alone. The aim is a ratio of at most 1.6.
/// </summary>
public class BatchInForm
{
    private readonly RedactionUnderTest _redaction = new();
    private readonly byte[] _json = RedactionUnderTest.Batch(10);
    private readonly byte[] _form;

    public BatchInForm() => _form = RedactionUnderTest.Form(_json);

    [Benchmark(Baseline = true)]
    public int JsonThenDecodingAndEncoding() => _redaction.Json(_json) + DecodingAndEncoding();

    [Benchmark]
    public int Redacted() => _redaction.Form(_form);

    [Benchmark]
    public int DecodingAndEncoding() => _redaction.DecodeAndEncode(_form.AsSpan("data=".Length));
}
