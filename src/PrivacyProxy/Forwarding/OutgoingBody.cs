using Microsoft.AspNetCore.Http.Features;
using PrivacyProxy.Pipeline;

namespace PrivacyProxy.Forwarding;

/// <summary>
/// Puts the redacted body in the place of the request's own. YARP copies whatever stands there, also for a method that
/// should have none, so it is replaced for every request.
/// </summary>
internal static class OutgoingBody
{
    public static void Place(Exchange exchange)
    {
        var body = exchange.HasOutgoingBody ? exchange.OutgoingBody.Memory : ReadOnlyMemory<byte>.Empty;
        exchange.Http.Request.Body = body.IsEmpty ? Stream.Null : new MemoryReader(body);
        exchange.Http.Features.Set<IHttpRequestBodyDetectionFeature>(body.IsEmpty ? Detection.None : Detection.Some);
    }

    private sealed class Detection(bool canHaveBody) : IHttpRequestBodyDetectionFeature
    {
        public static readonly Detection None = new(false);
        public static readonly Detection Some = new(true);

        public bool CanHaveBody { get; } = canHaveBody;
    }

    /// <summary>Reads pooled memory without a copy.</summary>
    private sealed class MemoryReader(ReadOnlyMemory<byte> rest) : Stream
    {
        private ReadOnlyMemory<byte> _rest = rest;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, _rest.Length);
            _rest.Span[..count].CopyTo(buffer);
            _rest = _rest[count..];
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Read(buffer.Span));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
