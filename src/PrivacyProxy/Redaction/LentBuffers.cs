namespace PrivacyProxy.Redaction;

/// <summary>
/// The working buffers of one request, lent and taken back like a stack. They serve the next request too, so what was in
/// them is wiped in between, and those that a large body has grown are given back to the pool.
/// </summary>
internal sealed class LentBuffers
{
    private const int Usual = 1024;
    private const int LargestKept = 64 * 1024;

    private readonly Stack<ByteBuffer> _idle = new();

    /// <summary>An empty buffer, until it is taken back.</summary>
    public ByteBuffer Lend() => _idle.TryPop(out var buffer) ? buffer : new ByteBuffer(Usual);

    public void TakeBack(ByteBuffer buffer)
    {
        buffer.Clear();
        _idle.Push(buffer);
    }

    /// <summary>Leaves nothing of the request in them.</summary>
    public void Wipe()
    {
        foreach (var buffer in _idle)
            buffer.Wipe(LargestKept, Usual);
    }
}
