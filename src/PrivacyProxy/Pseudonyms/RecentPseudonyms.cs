using PrivacyProxy.Redaction;

namespace PrivacyProxy.Pseudonyms;

/// <summary>
/// The pseudonyms made lately: an event names its visitor in two or three fields, a batch in every event, and the visitor comes
/// back with the next click, while an HMAC costs about a microsecond. Bounded; what is new takes the place of what is old.
/// </summary>
/// <remarks>
/// The ids themselves are not kept. An entry is known by 128 bits of hashes under keys that this process draws and never
/// writes anywhere.
/// </remarks>
internal sealed class RecentPseudonyms
{
    private const int Size = 4096;

    private static readonly KeyedHash s_low = new();
    private static readonly KeyedHash s_high = new();

    // Made for the first id; a site that nobody visits needs none.
    private Entry?[]? _entries;

    public static UInt128 KeyOf(ReadOnlySpan<byte> id) => new(s_high.Of(id), s_low.Of(id));

    public bool TryAppend(UInt128 key, ByteBuffer output)
    {
        if (_entries is not { } entries || entries[Slot(key)] is not { } entry || entry.Key != key)
            return false;
        output.Append(entry.Pseudonym);
        return true;
    }

    public void Remember(UInt128 key, ReadOnlySpan<byte> pseudonym) =>
        Volatile.Write(ref (_entries ??= new Entry?[Size])[Slot(key)], new Entry(key, pseudonym.ToArray()));

    private static int Slot(UInt128 key) => (int)(ulong)key & (Size - 1);

    private sealed record Entry(UInt128 Key, byte[] Pseudonym);
}
