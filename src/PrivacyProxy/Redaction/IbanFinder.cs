using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>Finds bank account numbers (ISO 13616): a known country, its length, and a remainder of 1 modulo 97.</summary>
internal static class IbanFinder
{
    // Country and length, from the registry.
    private static readonly byte[] LengthOfCountry = Countries(
        "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18"
        + "GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18"
        + "NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30");

    private static readonly SearchValues<byte> Letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    internal static void Find(ReadOnlySpan<byte> value, ref Findings found)
    {
        for (var i = 0; i + 15 <= value.Length;)
        {
            var step = value[i..].IndexOfAny(Letters);
            if (step < 0)
                return;
            i += step;
            if (TryRead(value, i, out var end))
            {
                found.Add(i, end, DataClass.Iban);
                i = end;
                continue;
            }
            while (i < value.Length && char.IsAsciiLetterOrDigit((char)value[i]))
                i++;
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> value, int start, out int end)
    {
        end = 0;
        if (start + 15 > value.Length || (start > 0 && char.IsAsciiLetterOrDigit((char)value[start - 1]))
            || !char.IsAsciiLetter((char)value[start + 1])
            || !char.IsAsciiDigit((char)value[start + 2]) || !char.IsAsciiDigit((char)value[start + 3]))
            return false;
        int length = LengthOfCountry[Slot(value[start], value[start + 1])];
        if (length == 0)
            return false;
        Span<byte> compact = stackalloc byte[34];
        var count = 0;
        for (var at = start; at < value.Length && count < length; at++)
        {
            var b = value[at];
            if (char.IsAsciiLetterOrDigit((char)b))
                compact[count++] = b;
            else if (b is not ((byte)' ' or (byte)'-') || !char.IsAsciiLetterOrDigit((char)value[at - 1]))
                return false;
            end = at + 1;
        }
        return count == length && (end == value.Length || !char.IsAsciiLetterOrDigit((char)value[end]))
            && Remainder(compact[..length]) == 1;
    }

    private static int Remainder(ReadOnlySpan<byte> iban)
    {
        var remainder = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var b = iban[(i + 4) % iban.Length];
            remainder = char.IsAsciiDigit((char)b)
                ? ((remainder * 10) + b - '0') % 97
                : ((remainder * 100) + (b | 0x20) - 'a' + 10) % 97;
        }
        return remainder;
    }

    private static int Slot(byte first, byte second) => (((first | 0x20) - 'a') * 26) + (second | 0x20) - 'a';

    private static byte[] Countries(string table)
    {
        var lengths = new byte[26 * 26];
        for (var i = 0; i < table.Length; i += 4)
            lengths[Slot((byte)table[i], (byte)table[i + 1])] = (byte)(((table[i + 2] - '0') * 10) + table[i + 3] - '0');
        return lengths;
    }
}
