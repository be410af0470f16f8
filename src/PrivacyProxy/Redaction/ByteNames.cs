using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// A set of words of ASCII, looked up as bytes whatever their case, without making them strings first. Each word has a
/// number, in the order in which they were given.
/// </summary>
internal sealed class ByteNames
{
    private readonly byte[][] _names;
    private readonly short[] _first;
    private readonly short[] _next;

    internal ByteNames(string words) : this(words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
    {
    }

    internal ByteNames(IEnumerable<string> names)
    {
        _names = [.. names.Where(name => Ascii.IsValid(name.AsSpan())).Distinct(StringComparer.OrdinalIgnoreCase).Select(Encoding.ASCII.GetBytes)];
        _first = new short[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(_names.Length * 2, 4))];
        _next = new short[_names.Length];
        _first.AsSpan().Fill(-1);
        for (var i = 0; i < _names.Length; i++)
        {
            ref var slot = ref _first[Hash(_names[i]) & (_first.Length - 1)];
            _next[i] = slot;
            slot = (short)i;
        }
    }

    internal bool Contains(ReadOnlySpan<byte> name) => IndexOf(name) >= 0;

    internal int IndexOf(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
            return -1;
        for (int i = _first[Hash(name) & (_first.Length - 1)]; i >= 0; i = _next[i])
        {
            if (_names[i].Length == name.Length && Ascii.EqualsIgnoreCase(name, _names[i]))
                return i;
        }
        return -1;
    }

    // Case is one bit of a letter.
    private static int Hash(ReadOnlySpan<byte> name) =>
        (name.Length * 31) + ((name[0] | 0x20) * 7) + ((name[^1] | 0x20) * 131) + ((name[name.Length / 2] | 0x20) * 521)
        + ((name[name.Length / 3] | 0x20) * 17);
}
