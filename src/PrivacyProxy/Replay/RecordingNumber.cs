using System.Buffers.Text;
using System.Globalization;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Replay;

/// <summary>Numbers of a recording, written anew: no number has more digits than a place on a page needs.</summary>
internal static class RecordingNumber
{
    /// <summary>Of ids, places and sizes.</summary>
    public const double Largest = 99_999_999;

    /// <summary>The end of what a browser's clock can tell, in milliseconds.</summary>
    public const double LatestTime = 8_640_000_000_000_000;

    /// <summary>Appends the number rounded to three decimals. False, with nothing written, when it is beyond <paramref name="largest"/>.</summary>
    public static bool TryWrite(ReadOnlySpan<byte> json, double largest, ByteBuffer output)
    {
        if (!Utf8Parser.TryParse(json, out double value, out var used) || used != json.Length || !(Math.Abs(value) <= largest))
            return false;
        Append(value, output);
        return true;
    }

    public static void Append(double value, ByteBuffer output)
    {
        var room = output.GetSpan(32);
        var rounded = Math.Round(value, 3);
        var whole = (long)rounded;
        int written;
        if (whole == rounded)
            whole.TryFormat(room, out written, default, CultureInfo.InvariantCulture);
        else
            rounded.TryFormat(room, out written, "0.###", CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
