using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>
/// A growing run of bytes on a pooled array: the output of every redaction and every unwrapping.
/// Can be cut back to an earlier length, so a container that lost all of its content can be unwritten.
/// Personal data passes through it, so <see cref="Dispose"/> clears the array before it is lent to others.
/// </summary>
internal sealed class ByteBuffer : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes;

    /// <param name="capacity">A guess; none at all, for what is empty, is as good as any.</param>
    public ByteBuffer(int capacity = 1024) => _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, 16));

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public void Append(byte value)
    {
        if (Length == _bytes.Length)
            Grow(1);
        _bytes[Length++] = value;
    }

    public void Append(ReadOnlySpan<byte> values)
    {
        if (values.Length > _bytes.Length - Length)
            Grow(values.Length);
        values.CopyTo(_bytes.AsSpan(Length));
        Length += values.Length;
    }

    /// <summary>Forgets everything after <paramref name="length"/>.</summary>
    public void CutTo(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        Length = length;
    }

    public void Clear() => Length = 0;

    /// <summary>
    /// Leaves nothing of what was ever written, and goes back to <paramref name="usual"/> when it has grown over
    /// <paramref name="largest"/>.
    /// </summary>
    public void Wipe(int largest, int usual)
    {
        Length = 0;
        if (_bytes.Length <= largest)
        {
            Array.Clear(_bytes);
            return;
        }

        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        _bytes = ArrayPool<byte>.Shared.Rent(usual);
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _bytes.AsSpan(Length);
    }

    public void Dispose()
    {
        var bytes = _bytes;
        if (bytes.Length == 0)
            return;
        _bytes = [];
        Length = 0;
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
    }

    private void EnsureRoom(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 1);
        if (_bytes.Length - Length < needed)
            Grow(needed);
    }

    private void Grow(int needed)
    {
        ObjectDisposedException.ThrowIf(_bytes.Length == 0, this);
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, checked(Length + needed)));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        _bytes = larger;
    }
}
