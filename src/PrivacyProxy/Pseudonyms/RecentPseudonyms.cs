using PrivacyProxy.Redaction;

namespace PrivacyProxy.Pseudonyms;

/// <summary>
/// The pseudonyms made lately: an event names its visitor in two or three fields, a batch in every event, and the visitor comes
/// back with the next click, while an HMAC costs about a microsecond. One table for all sites, so that it is bounded however
/// many there are; what is new takes the place of what is old.
/// </summary>
/// <remarks>
/// The ids themselves are not kept. An entry is known by 128 bits of hashes under keys that this process draws and never
/// writes anywhere, mixed with a number that the pseudonymiser has drawn for itself: sites, vendors and periods are apart.
/// </remarks>
internal static class RecentPseudonyms
{
    private const int Size = 16_384;

    private static readonly KeyedHash s_low = new();
    private static readonly KeyedHash s_high = new();

    private static readonly Entry?[] s_entries = new Entry?[Size];

    /// <param name="whose">The number of the pseudonymiser.</param>
    /// <param name="id">As it is hashed.</param>
    public static UInt128 KeyOf(UInt128 whose, ReadOnlySpan<byte> id) => whose ^ new UInt128(s_high.Of(id), s_low.Of(id));

    public static bool TryAppend(UInt128 key, ByteBuffer output)
    {
        if (s_entries[Slot(key)] is not { } entry || entry.Key != key)
            return false;
        output.Append(entry.Pseudonym);
        return true;
    }

    public static void Remember(UInt128 key, ReadOnlySpan<byte> pseudonym) =>
        Volatile.Write(ref s_entries[Slot(key)], new Entry(key, pseudonym.ToArray()));

    private static int Slot(UInt128 key) => (int)(ulong)key & (Size - 1);

    private sealed record Entry(UInt128 Key, byte[] Pseudonym);
}
