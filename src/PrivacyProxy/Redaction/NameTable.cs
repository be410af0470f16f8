using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Field names to what is said of them, looked up by UTF-8 bytes without making a string. Names match whatever their
/// ASCII case; the caller is told whether the case was exact.
/// </summary>
internal sealed class NameTable<T>
    where T : class
{
    public static readonly NameTable<T> Empty = new([]);

    private readonly FrozenDictionary<byte[], Entry> _entries;
    private readonly FrozenDictionary<byte[], Entry>.AlternateLookup<ReadOnlySpan<byte>> _byName;

    /// <param name="entries">Names are ASCII and differ in more than case; the profile's compiler has seen to it.</param>
    public NameTable(IReadOnlyCollection<KeyValuePair<string, T>> entries)
    {
        _entries = entries
            .Select(e => new Entry(Encoding.ASCII.GetBytes(e.Key), e.Value))
            .ToFrozenDictionary(e => e.Name, new NameComparer());
        _byName = _entries.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public IEnumerable<KeyValuePair<string, T>> Entries =>
        _entries.Values.Select(e => new KeyValuePair<string, T>(Encoding.ASCII.GetString(e.Name), e.Value));

    /// <summary>Finds the entry of <paramref name="name"/>; <paramref name="exactCase"/> says whether it is written so.</summary>
    public T? Find(ReadOnlySpan<byte> name, out bool exactCase)
    {
        exactCase = false;
        if (_entries.Count == 0 || !_byName.TryGetValue(name, out var entry))
            return null;
        exactCase = name.SequenceEqual(entry.Name);
        return entry.Value;
    }

    private sealed record Entry(byte[] Name, T Value);

    /// <summary>
    /// Hashes the length and the first and last eight bytes, case folded: two loads and two multiplications whatever the
    /// length. Vendors' field names differ there; those that do not are told apart by the comparison.
    /// </summary>
    private sealed class NameComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        private const ulong LowerCase = 0x2020202020202020;

        public bool Equals(byte[]? x, byte[]? y) => x is null ? y is null : y is not null && Equals(x.AsSpan(), y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => Ascii.EqualsIgnoreCase(alternate, other);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> name)
        {
            ulong first = 0, last = 0;
            if (name.Length >= 8)
            {
                first = MemoryMarshal.Read<ulong>(name) | LowerCase;
                last = MemoryMarshal.Read<ulong>(name[^8..]) | LowerCase;
            }
            else
            {
                foreach (var b in name)
                    first = (first << 8) | (uint)(b | 0x20);
            }

            var mixed = ((first * 0x9E3779B97F4A7C15) ^ (last * 0xC2B2AE3D27D4EB4F)) + (ulong)name.Length;
            return (int)(mixed >> 32) ^ (int)mixed;
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
