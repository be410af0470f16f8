using System.Text;
using BenchmarkDotNet.Attributes;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Benchmarks;

/// <summary>
/// The batch as Mixpanel's SDK sends it by default, base64 in a form, against the same batch as JSON plus the decoding and
/// encoding alone. The aim is a ratio of at most 1.6.
/// </summary>
public sealed class BatchInForm : IDisposable
{
    private readonly RedactionUnderTest _redaction = new();
    private readonly byte[] _json = RedactionUnderTest.Batch(10);
    private readonly byte[] _form;
    private readonly ByteBuffer _plain = new(32 * 1024);
    private readonly ByteBuffer _text = new(32 * 1024);

    public BatchInForm() => _form = Encoding.ASCII.GetBytes("data=" + Uri.EscapeDataString(Convert.ToBase64String(_json)));

    [Benchmark(Baseline = true)]
    public int JsonThenDecodingAndEncoding() => _redaction.Json(_json) + DecodeAndEncode();

    [Benchmark]
    public int Redacted() => _redaction.Form(_form);

    [GlobalCleanup]
    public void Dispose()
    {
        _plain.Dispose();
        _text.Dispose();
    }

    [Benchmark]
    public int DecodeAndEncode()
    {
        _plain.Clear();
        _text.Clear();
        if (!Percent.TryDecode(_form.AsSpan(5), _text) || !Wrapping.TryDecodeBase64(_text.Span, _plain))
            throw new InvalidOperationException("It could not be decoded.");
        _text.Clear();
        Wrapping.EncodeBase64(_plain.Span, _text);
        _plain.Clear();
        Percent.Encode(_text.Span, _plain);
        return _plain.Length;
    }
}
