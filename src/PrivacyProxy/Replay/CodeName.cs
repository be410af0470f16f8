using System.Buffers;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Replay;

/// <summary>
/// Names that a page's own code gives: classes, ids, elements, words of CSS. They are needed to lay the page out, and are
/// written by programs; but some programs put a person's id or address into them. Such a name becomes <c>masked</c>,
/// in the page and in its style sheets alike.
/// </summary>
internal static class CodeName
{
    private const int Longest = 96;

    // Five digits in a row count something: orders, customers.
    private const int MostDigits = 4;

    private static readonly SearchValues<byte> s_characters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:/.%[]!#,"u8);

    private static readonly SearchValues<byte> s_elementCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:."u8);

    public static ReadOnlySpan<byte> Masked => "masked"u8;

    /// <summary>True when the name may stay.</summary>
    public static bool IsOfCode(ReadOnlySpan<byte> name) =>
        name.Length <= Longest && !name.ContainsAnyExcept(s_characters) && !HasLongNumber(name) && !OpaqueId.IsIn(name) && !PersonalData.Contains(name);

    /// <summary>True for what an element may be called.</summary>
    public static bool IsElement(ReadOnlySpan<byte> name) =>
        !name.IsEmpty && char.IsAsciiLetter((char)name[0]) && !name.ContainsAnyExcept(s_elementCharacters) && IsOfCode(name);

    /// <summary>Writes names that are separated by white space, such as the classes of an element.</summary>
    public static void WriteAll(ReadOnlySpan<byte> names, ByteBuffer output)
    {
        var start = output.Length;
        foreach (var range in names.SplitAny(" \t\r\n\f"u8))
        {
            var name = names[range];
            if (name.IsEmpty)
                continue;
            if (output.Length > start)
                output.Append((byte)' ');
            output.Append(IsOfCode(name) ? name : Masked);
        }
    }

    private static bool HasLongNumber(ReadOnlySpan<byte> name)
    {
        var digits = 0;
        foreach (var b in name)
        {
            digits = char.IsAsciiDigit((char)b) ? digits + 1 : 0;
            if (digits > MostDigits)
                return true;
        }

        return false;
    }
}
