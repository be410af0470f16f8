using System.Buffers.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Sizes in pixels, rounded down to one of a few that most devices share: <c>1366</c> → <c>1280</c>,
/// <c>1920x1080</c> → <c>1920x1080</c>. One list serves widths and heights, because a lone number does not say which it is
/// and devices are turned. Anything smaller than the smallest class belongs to it.
/// </summary>
internal static class ScreenClass
{
    private const int Largest = 20_000;

    private static ReadOnlySpan<short> Classes => [360, 600, 720, 768, 900, 1024, 1080, 1280, 1440, 1920, 2560];

    internal static bool TryCoarsen(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        value = value.Trim((byte)' ');
        if (!TryReadSize(value, out var first, out var used))
            return false;
        var rest = value[used..];
        if (rest.IsEmpty)
        {
            Write(first, output);
            return true;
        }
        rest = AfterCross(rest);
        if (rest.IsEmpty || !TryReadSize(rest, out var second, out used) || used != rest.Length)
            return false;
        Write(first, output);
        output.Append((byte)'x');
        Write(second, output);
        return true;
    }

    // Some browsers report fractions of a pixel: 411.43.
    private static bool TryReadSize(ReadOnlySpan<byte> text, out int size, out int used)
    {
        if (text.IsEmpty || !char.IsAsciiDigit((char)text[0]) || !Utf8Parser.TryParse(text, out size, out used))
        {
            size = used = 0;
            return false;
        }
        if (used < text.Length && text[used] == '.')
        {
            used++;
            while (used < text.Length && char.IsAsciiDigit((char)text[used]))
                used++;
        }
        return size is > 0 and <= Largest;
    }

    private static ReadOnlySpan<byte> AfterCross(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart((byte)' ');
        if (text.StartsWith("×"u8))
            text = text[2..];
        else if (text.Length > 0 && text[0] is (byte)'x' or (byte)'X' or (byte)'*' or (byte)',')
            text = text[1..];
        else
            return default;
        return text.TrimStart((byte)' ');
    }

    private static void Write(int size, ByteBuffer output)
    {
        int chosen = Classes[0];
        foreach (var candidate in Classes)
        {
            if (candidate <= size)
                chosen = candidate;
        }
        Utf8Formatter.TryFormat(chosen, output.GetSpan(8), out var written);
        output.Advance(written);
    }
}
