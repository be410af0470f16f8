using System.Buffers;
using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>Finds the next <c>http://</c> or <c>https://</c> URL in free text.</summary>
internal static class UrlInText
{
    private static readonly SearchValues<byte> Ends = SearchValues.Create(" \t\r\n\"'<>`"u8);

    internal static bool TryFind(ReadOnlySpan<byte> text, out Range url)
    {
        url = default;
        for (var from = 0; from < text.Length;)
        {
            var mark = text[from..].IndexOf("://"u8);
            if (mark < 0)
                return false;
            mark += from;
            var start = StartOfScheme(text[..mark]);
            if (start >= 0)
            {
                var length = text[mark..].IndexOfAny(Ends);
                var end = length < 0 ? text.Length : mark + length;
                // The punctuation of the sentence is not part of the URL.
                while (end > mark + 3 && text[end - 1] is (byte)'.' or (byte)',' or (byte)';' or (byte)'!' or (byte)')' or (byte)':')
                    end--;
                url = start..end;
                return true;
            }
            from = mark + 3;
        }
        return false;
    }

    private static int StartOfScheme(ReadOnlySpan<byte> before)
    {
        if (before.Length >= 5 && Ascii.EqualsIgnoreCase(before[^5..], "https"u8))
            return before.Length - 5;
        return before.Length >= 4 && Ascii.EqualsIgnoreCase(before[^4..], "http"u8) ? before.Length - 4 : -1;
    }
}
