namespace PrivacyProxy.Redaction;

/// <summary>The hash of a member's name: made once for each name, and used to find its rule and to notice that it stands twice.</summary>
internal static class NameHash
{
    private static readonly KeyedHash s_hash = new();

    public static ulong Of(ReadOnlySpan<byte> name) => s_hash.Of(name);
}
