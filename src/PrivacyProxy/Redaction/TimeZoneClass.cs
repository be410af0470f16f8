using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// A time zone down to its standard offset in whole hours: <c>Europe/Berlin</c> → <c>Etc/GMT-1</c>. The names of these zones
/// count westward, so the sign is the other way round. Parts of an hour are cut off: <c>Asia/Kolkata</c> (+5:30) →
/// <c>Etc/GMT-5</c>. The rest of the world in the same hours hides the city.
/// </summary>
internal static class TimeZoneClass
{
    private const int LongestName = 40;

    // More than there are zones with all of their aliases; other letter cases cannot grow it without end.
    private const int MostKnown = 1024;

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_+-"u8);

    private static readonly ConcurrentDictionary<string, byte[]> Known = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, byte[]>.AlternateLookup<ReadOnlySpan<char>> KnownByLetters =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    internal static bool TryCoarsen(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        var lookUps = 1;
        return TryCoarsen(value, output, ref lookUps);
    }

    /// <param name="value">The zone's name.</param>
    /// <param name="output">Where the class is written.</param>
    /// <param name="lookUps">How often the system may still be asked for a name that was not seen before: that opens a file.</param>
    internal static bool TryCoarsen(ReadOnlySpan<byte> value, ByteBuffer output, ref int lookUps)
    {
        // The name becomes the name of a file: nothing but letters may reach it.
        if (value.Length is < 3 or > LongestName || !char.IsAsciiLetter((char)value[0]) || value.ContainsAnyExcept(NameBytes))
            return false;
        Span<char> name = stackalloc char[LongestName];
        name = name[..Encoding.ASCII.GetChars(value, name)];
        if (!KnownByLetters.TryGetValue(name, out var zone))
        {
            if (lookUps-- <= 0)
                return false;
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(name.ToString(), out var found))
                return false;
            zone = ClassOf(found.BaseUtcOffset.Hours);
            if (Known.Count < MostKnown)
                Known.TryAdd(name.ToString(), zone);
        }
        output.Append(zone);
        return true;
    }

    private static byte[] ClassOf(int hours) => hours switch
    {
        0 => "Etc/GMT"u8.ToArray(),
        > 0 => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Etc/GMT-{hours}")),
        _ => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Etc/GMT+{-hours}")),
    };
}
