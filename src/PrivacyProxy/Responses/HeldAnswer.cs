using Microsoft.AspNetCore.Http.Features;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Responses;

/// <summary>
/// Holds a vendor's answer to an event back until it is whole, so that a vendor that breaks off in the middle becomes a
/// 502 that SDKs retry, and not a reset that makes them drop the event. Answers to events are small; one that passes the
/// limit is let through as it comes.
/// </summary>
internal sealed class HeldAnswer : Stream
{
    private const int Limit = 256 * 1024;

    private readonly HttpContext _http;
    private readonly IHttpResponseBodyFeature _original;
    private readonly ByteBuffer _held = new(512);
    private bool _isLetThrough;

    public HeldAnswer(HttpContext http)
    {
        _http = http;
        _original = http.Features.Get<IHttpResponseBodyFeature>()!;
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(this, _original));
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The answer is whole: it goes to the caller.</summary>
    public async ValueTask Release()
    {
        Restore();
        if (_isLetThrough)
            return;
        if (_http.Response.ContentLength is null && _held.Length > 0)
            _http.Response.ContentLength = _held.Length;
        if (_held.Length > 0)
            await _original.Stream.WriteAsync(_held.Memory, _http.RequestAborted);
    }

    /// <summary>The answer broke off: what was held is forgotten.</summary>
    public void Discard()
    {
        Restore();
        _held.Clear();
    }

    public override void Write(ReadOnlySpan<byte> buffer) => _held.Append(buffer);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_isLetThrough && _held.Length + buffer.Length <= Limit)
        {
            _held.Append(buffer.Span);
            return;
        }

        if (!_isLetThrough)
        {
            _isLetThrough = true;
            await _original.Stream.WriteAsync(_held.Memory, cancellationToken);
            _held.Clear();
        }

        await _original.Stream.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Restore();
            _held.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Restore() => _http.Features.Set(_original);
}
