using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>Runs of characters that can hold text in base64 or hex, long enough to hide something.</summary>
internal static class EncodedRun
{
    internal const int Shortest = 16;

    internal static readonly SearchValues<byte> Base64 =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/-_"u8);

    internal static readonly SearchValues<byte> Alphanumeric =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"u8);

    internal static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    // A form that was not escaped turns the + of base64 into a space.
    private static readonly SearchValues<byte> Base64WithSpaces =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/-_= "u8);

    internal static bool IsIn(ReadOnlySpan<byte> value) =>
        TryNext(value, Base64, 0, out _, out _) || (IsBase64WithSpaces(value) && Base64Text.MayBeText(value));

    /// <summary>Is the whole value base64 in which a space stands for a plus? Most plain text of letters and spaces is.</summary>
    internal static bool IsBase64WithSpaces(ReadOnlySpan<byte> value) =>
        value.Length >= Shortest && value.Contains((byte)' ') && !value.ContainsAnyExcept(Base64WithSpaces);

    internal static bool TryNext(ReadOnlySpan<byte> value, SearchValues<byte> alphabet, int from, out int start, out int end)
    {
        start = end = from;
        while (value.Length - start >= Shortest)
        {
            var begin = value[start..].IndexOfAny(alphabet);
            if (begin < 0)
                return false;
            start += begin;
            var length = value[start..].IndexOfAnyExcept(alphabet);
            end = length < 0 ? value.Length : start + length;
            if (end - start >= Shortest)
                return true;
            start = end;
        }
        return false;
    }
}
