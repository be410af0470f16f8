namespace PrivacyProxy.Addresses;

/// <summary>Finds everything in the address settings that is out of range or loosens the promise without a reason.</summary>
internal static class AddressSettingsProblems
{
    private const int ShortestReason = 10;

    /// <param name="settings">What the operator wrote.</param>
    /// <param name="report">Told field, found, wanted and repair of every problem.</param>
    public static void Check(AddressSettings settings, Action<string, string, string, string> report)
    {
        CheckRange(nameof(AddressSettings.Ipv4Bits), settings.Ipv4Bits, 32, report);
        CheckRange(nameof(AddressSettings.Ipv6Bits), settings.Ipv6Bits, Truncation.MostIpv6Bits, report);
        if (KeepsMoreThanDefault(settings) && (settings.Reason?.Trim().Length ?? 0) < ShortestReason)
        {
            report(
                nameof(AddressSettings.Reason),
                settings.Reason is null ? "nothing" : $"\"{settings.Reason}\"",
                $"why more than {Truncation.DefaultIpv4Bits} bits of IPv4 or {Truncation.DefaultIpv6Bits} bits of IPv6 are kept, "
                    + $"in at least {ShortestReason} characters",
                "Write the reason, or keep fewer bits.");
        }
    }

    /// <summary>Whether these settings loosen what every preset promises, so that <c>check</c> shows them.</summary>
    public static bool KeepsMoreThanDefault(AddressSettings settings) =>
        settings.Ipv4Bits > Truncation.DefaultIpv4Bits || settings.Ipv6Bits > Truncation.DefaultIpv6Bits;

    private static void CheckRange(string field, int? bits, int most, Action<string, string, string, string> report)
    {
        if (bits < 0 || bits > most)
            report(field, $"{bits}", $"a number of bits from 0 to {most}", "Correct the number, or remove it for the default.");
    }
}
