using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PrivacyProxy.Pseudonyms;

/// <summary>
/// The keys of one site: which one holds now, and from them one key per vendor and period. A vendor's key says nothing
/// of another vendor's, so two vendors of a site can't join their data by our pseudonyms.
/// </summary>
internal sealed class PseudonymKeys(
    byte[] current, byte[]? previous, DateTimeOffset? currentFrom, PseudonymPeriod period, string site, TimeProvider time)
{
    /// <summary>The mapping that holds now for <paramref name="vendor"/>.</summary>
    public Pseudonymiser For(string vendor, int bits)
    {
        var now = time.GetUtcNow();
        var key = previous is not null && currentFrom is { } from && now < from ? previous : current;
        return new Pseudonymiser(Derive(key, vendor, PeriodName(now)), bits);
    }

    /// <summary>When the mapping changes next, by period or planned key; null when never.</summary>
    public DateTimeOffset? NextChange()
    {
        var now = time.GetUtcNow();
        DateTimeOffset? next = period switch
        {
            PseudonymPeriod.Day => now.UtcDateTime.Date.AddDays(1),
            PseudonymPeriod.Week => WeekStart(now).AddDays(7),
            PseudonymPeriod.Month => new DateTime(now.Year, now.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1),
            PseudonymPeriod.Year => new DateTime(now.Year + 1, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            _ => null,
        };
        return previous is not null && currentFrom > now && (next is null || currentFrom < next) ? currentFrom : next;
    }

    private static DateTime WeekStart(DateTimeOffset now) =>
        now.UtcDateTime.Date.AddDays(-(((int)now.DayOfWeek + 6) % 7));

    private string PeriodName(DateTimeOffset now) => period switch
    {
        PseudonymPeriod.Day => now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        PseudonymPeriod.Week => "week of " + WeekStart(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        PseudonymPeriod.Month => now.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        PseudonymPeriod.Year => now.UtcDateTime.ToString("yyyy", CultureInfo.InvariantCulture),
        _ => "always",
    };

    // HKDF (RFC 5869): the site's key may be used for nothing else, and no derived key tells another.
    private byte[] Derive(byte[] key, string vendor, string periodName) =>
        HKDF.Expand(
            HashAlgorithmName.SHA256,
            HKDF.Extract(HashAlgorithmName.SHA256, key),
            32,
            Encoding.UTF8.GetBytes($"privacyproxy pseudonym v1\0{site}\0{vendor}\0{periodName}"));
}
