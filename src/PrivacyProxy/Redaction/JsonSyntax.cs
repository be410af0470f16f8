using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PrivacyProxy.Redaction;

/// <summary>
/// The tokens of JSON (RFC 8259), to the letter: no comments, trailing commas, leading zeros or raw control characters.
/// Every method takes where a token begins and answers where it ends, or -1 when it is none. The text must be UTF-8.
/// </summary>
/// <remarks>
/// Written here and not left to <c>Utf8JsonReader</c>, whose token costs as much as all of a member's redaction: names and
/// values are short, so a string is one vector compare. Tests hold the two against each other.
/// </remarks>
internal static class JsonSyntax
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipWhiteSpace(ReadOnlySpan<byte> json, int at) =>
        (uint)at >= (uint)json.Length || json[at] > ' ' ? at : EndOfWhiteSpace(json, at);

    private static int EndOfWhiteSpace(ReadOnlySpan<byte> json, int at)
    {
        while ((uint)at < (uint)json.Length && json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            at++;
        return at;
    }

    /// <param name="json">The document.</param>
    /// <param name="at">Behind the opening quote.</param>
    /// <param name="isEscaped">Whether there are escapes in it.</param>
    /// <returns>The place of the closing quote.</returns>
    public static int EndOfString(ReadOnlySpan<byte> json, int at, out bool isEscaped)
    {
        isEscaped = false;
        at = NextSpecial(json, at);
        return (uint)at < (uint)json.Length && json[at] == '"' ? at : EndOfUnusual(json, at, ref isEscaped);
    }

    private static int EndOfUnusual(ReadOnlySpan<byte> json, int at, ref bool isEscaped)
    {
        for (; ; at = NextSpecial(json, at))
        {
            if ((uint)at >= (uint)json.Length)
                return -1;
            if (json[at] == '"')
                return at;
            if (json[at] != '\\')
                return -1;
            isEscaped = true;
            at = EndOfEscape(json, at + 1);
            if (at < 0)
                return -1;
        }
    }

    public static int EndOfNumber(ReadOnlySpan<byte> json, int at)
    {
        if (IsAt(json, at, (byte)'-'))
            at++;
        if (IsAt(json, at, (byte)'0'))
            at++;
        else if ((at = EndOfDigits(json, at)) < 0)
            return -1;
        if (IsAt(json, at, (byte)'.') && (at = EndOfDigits(json, at + 1)) < 0)
            return -1;
        if (!IsAt(json, at, (byte)'e') && !IsAt(json, at, (byte)'E'))
            return at;
        at++;
        if (IsAt(json, at, (byte)'+') || IsAt(json, at, (byte)'-'))
            at++;
        return EndOfDigits(json, at);
    }

    /// <summary><c>true</c>, <c>false</c> or <c>null</c>.</summary>
    public static int EndOfLiteral(ReadOnlySpan<byte> json, int at)
    {
        var rest = json[at..];
        if (rest.StartsWith("true"u8) || rest.StartsWith("null"u8))
            return at + 4;
        return rest.StartsWith("false"u8) ? at + 5 : -1;
    }

    public static bool IsAt(ReadOnlySpan<byte> json, int at, byte value) => (uint)at < (uint)json.Length && json[at] == value;

    /// <summary>The next quote, backslash or control character; the document's length when there is none.</summary>
    private static int NextSpecial(ReadOnlySpan<byte> json, int at)
    {
        ref var first = ref MemoryMarshal.GetReference(json);
        while (at + Vector128<byte>.Count <= json.Length)
        {
            var bytes = Vector128.LoadUnsafe(ref first, (nuint)at);
            var special = Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(bytes, Vector128.Create((byte)' '));
            if (special != Vector128<byte>.Zero)
                return at + BitOperations.TrailingZeroCount(special.ExtractMostSignificantBits());
            at += Vector128<byte>.Count;
        }

        while ((uint)at < (uint)json.Length && json[at] is >= (byte)' ' and not ((byte)'"' or (byte)'\\'))
            at++;
        return at;
    }

    private static int EndOfEscape(ReadOnlySpan<byte> json, int at)
    {
        if ((uint)at >= (uint)json.Length)
            return -1;
        if (json[at] != 'u')
            return "\"\\/bfnrt"u8.Contains(json[at]) ? at + 1 : -1;
        if (json.Length - at < 5)
            return -1;
        foreach (var digit in json.Slice(at + 1, 4))
        {
            if (!char.IsAsciiHexDigit((char)digit))
                return -1;
        }

        return at + 5;
    }

    /// <summary>One digit or more.</summary>
    private static int EndOfDigits(ReadOnlySpan<byte> json, int at)
    {
        var start = at;
        while ((uint)at < (uint)json.Length && (uint)(json[at] - '0') <= 9)
            at++;
        return at > start ? at : -1;
    }
}
