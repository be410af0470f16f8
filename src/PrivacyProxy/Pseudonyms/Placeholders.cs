using System.Collections.Frozen;
using System.Text;

namespace PrivacyProxy.Pseudonyms;

/// <summary>
/// What clients send when they have no id, and Mixpanel rejects as one (its import documentation lists them). They name
/// nobody and must stay recognisable as nobody.
/// </summary>
internal static class Placeholders
{
    private const int Longest = 36;

    private static readonly FrozenSet<string> s_placeholders = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "", "00000000-0000-0000-0000-000000000000", "anon", "anonymous", "nil", "none", "null", "n/a", "na", "undefined",
        "unknown", "<nil>", "0", "-1", "true", "false", "[]", "{}");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_bySpan =
        s_placeholders.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contain(ReadOnlySpan<byte> id)
    {
        if (id.Length > Longest)
            return false;
        Span<char> text = stackalloc char[Longest];
        return Ascii.ToUtf16(id, text, out var length) == System.Buffers.OperationStatus.Done && s_bySpan.Contains(text[..length]);
    }
}
