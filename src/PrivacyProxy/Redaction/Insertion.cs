using System.Text;
using PrivacyProxy.Geo;

namespace PrivacyProxy.Redaction;

/// <summary>A member that the proxy writes from its own look-up, never from what the sender claims.</summary>
internal sealed record Insertion(byte[] QuotedName, PlacePart Part)
{
    /// <summary>Appends the members whose value is known, and returns how many they are.</summary>
    public static int AppendAll(ReadOnlySpan<Insertion> insertions, Place place, bool isFirst, ByteBuffer output)
    {
        var written = 0;
        foreach (var insertion in insertions)
        {
            if (insertion.ValueIn(place) is not { } value)
                continue;
            if (!isFirst || written > 0)
                output.Append((byte)',');
            output.Append(insertion.QuotedName);
            output.Append((byte)':');
            JsonText.AppendString(Encoding.UTF8.GetBytes(value), output);
            written++;
        }

        return written;
    }

    private string? ValueIn(Place place) => Part switch
    {
        PlacePart.Country => place.Country,
        PlacePart.Region => place.Region,
        _ => place.City,
    };
}

/// <summary>The part of the looked-up place that a vendor reads under a given name.</summary>
internal enum PlacePart
{
    Country,
    Region,
    City,
}
