using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Working room for a decoded form: on the stack when it fits, otherwise lent by the pool. What was decoded may be personal,
/// so lent room is cleared before it is given back.
/// </summary>
internal readonly ref struct Scratch
{
    internal const int OnStack = 256;

    private readonly byte[]? _lent;

    internal Scratch(Span<byte> stack, int length)
    {
        _lent = length > stack.Length ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span = (_lent ?? stack)[..length];
    }

    internal Span<byte> Span { get; }

    internal void Dispose()
    {
        if (_lent is not null)
            ArrayPool<byte>.Shared.Return(_lent, clearArray: true);
    }
}
