using System.Text;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Replay;

/// <summary>URLs in a recording, by the site's own rules for URLs.</summary>
internal static class MaskedUrl
{
    /// <summary>The page's address, cleaned like that of an event.</summary>
    public static void WritePage(ReadOnlySpan<byte> url, Redactor redactor, ByteBuffer output) => redactor.Policy.Urls.Clean(url, output);

    /// <summary>
    /// The URL of something on the page: one of the site is cleaned, of another site only the origin is left. Nothing is
    /// written for what is no absolute URL of the web, such as <c>data:</c>, which carries its content inside.
    /// </summary>
    /// <returns>false when nothing is left.</returns>
    public static bool TryWrite(ReadOnlySpan<byte> url, Redactor redactor, ByteBuffer output)
    {
        url = url.Trim(" \t\r\n\f"u8);
        if (!IsOfTheWeb(url))
            return false;
        var start = output.Length;
        redactor.Policy.Urls.OriginOnly(url, output, redactor.CalledHost.Span);
        return output.Length > start;
    }

    /// <summary>The candidates of a <c>srcset</c>: URLs with a width or density each.</summary>
    public static bool TryWriteSet(ReadOnlySpan<byte> candidates, Redactor redactor, ByteBuffer output)
    {
        var start = output.Length;
        foreach (var range in candidates.Split((byte)','))
        {
            var candidate = candidates[range].Trim(" \t\r\n\f"u8);
            var space = candidate.IndexOfAny(" \t\r\n\f"u8);
            var url = space < 0 ? candidate : candidate[..space];
            var descriptor = space < 0 ? default : candidate[(space + 1)..].Trim(" \t\r\n\f"u8);
            var mark = output.Length;
            if (mark > start)
                output.Append(", "u8);
            // A comma inside of a URL makes two of it, and the second is no URL.
            if ((!descriptor.IsEmpty && !Words.IsSize(descriptor)) || !TryWrite(url, redactor, output))
            {
                output.CutTo(mark);
                continue;
            }

            if (descriptor.IsEmpty)
                continue;
            output.Append((byte)' ');
            output.Append(descriptor);
        }

        return output.Length > start;
    }

    /// <summary>Absolute, as rrweb makes all of them: what is not, may be anything.</summary>
    private static bool IsOfTheWeb(ReadOnlySpan<byte> url) =>
        (url.Length > 7 && Ascii.EqualsIgnoreCase(url[..7], "http://"u8)) || (url.Length > 8 && Ascii.EqualsIgnoreCase(url[..8], "https://"u8));
}
