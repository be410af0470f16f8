using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Finds UUIDs, which are kept: whether an id may travel is decided by the field's rule, and digits inside of a UUID must
/// not be taken for a card or a phone number.
/// </summary>
internal static class UuidFinder
{
    internal const int Length = 36;

    private const int FirstDash = 8;
    private const uint DashesOfHead = (1u << 8) | (1u << 13);
    private const uint DashesOfMiddle = (1u << 2) | (1u << 7);

    internal static void Shield(ReadOnlySpan<byte> value, ref Findings found)
    {
        for (var i = 0; TryFind(value, i, out var start); i = start + Length)
            found.Add(start, start + Length, DataClass.Shielded);
    }

    internal static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (text.Length != Length)
            return false;
        ref var first = ref MemoryMarshal.GetReference(text);
        return IsHex(Vector128.LoadUnsafe(ref first), DashesOfHead)
            && IsHex(Vector128.LoadUnsafe(ref first, 16), DashesOfMiddle)
            && IsHex(Vector128.LoadUnsafe(ref first, 20), DashesOfMiddle >> 4);
    }

    internal static bool Contains(ReadOnlySpan<byte> text) => TryFind(text, 0, out _);

    internal static bool TryFind(ReadOnlySpan<byte> value, int from, out int start)
    {
        for (start = from; start + Length <= value.Length; start++)
        {
            // A UUID that starts here has its first dash eight bytes further.
            var dash = value[(start + FirstDash)..].IndexOf((byte)'-');
            if (dash < 0)
                return false;
            start += dash;
            if (start + Length <= value.Length && IsUuid(value.Slice(start, Length)))
                return true;
        }
        return false;
    }

    // Sixteen bytes that are hex digits, but for dashes at the given places and nowhere else.
    private static bool IsHex(Vector128<byte> block, uint dashes)
    {
        var digit = Vector128.LessThan(block - Vector128.Create((byte)'0'), Vector128.Create((byte)10));
        var letter = Vector128.LessThan((block | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a'), Vector128.Create((byte)6));
        var dash = Vector128.Equals(block, Vector128.Create((byte)'-')).ExtractMostSignificantBits();
        return dash == dashes && ((digit | letter).ExtractMostSignificantBits() | dash) == 0xFFFF;
    }
}
