namespace PrivacyProxy.Redaction;

/// <summary>
/// Finds UUIDs, which are kept: whether an id may travel is decided by the field's rule, and digits inside of a UUID must
/// not be taken for a card or a phone number.
/// </summary>
internal static class UuidFinder
{
    internal const int Length = 36;

    internal static void Shield(ReadOnlySpan<byte> value, ref Findings found)
    {
        for (var i = 0; i + Length <= value.Length;)
        {
            // A UUID that starts at i has its first dash at i + 8.
            var dash = value[(i + 8)..].IndexOf((byte)'-');
            if (dash < 0)
                return;
            i += dash;
            if (i + Length <= value.Length && IsUuid(value.Slice(i, Length)))
            {
                found.Add(i, i + Length, DataClass.Shielded);
                i += Length;
            }
            else
            {
                i++;
            }
        }
    }

    internal static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (text.Length != Length)
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (i is 8 or 13 or 18 or 23 ? text[i] != '-' : !char.IsAsciiHexDigit((char)text[i]))
                return false;
        }
        return true;
    }

    internal static bool Contains(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i + Length <= text.Length; i++)
        {
            if (text[i + 8] == '-' && IsUuid(text.Slice(i, Length)))
                return true;
        }
        return false;
    }
}
