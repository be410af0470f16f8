using System.Runtime.Intrinsics;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Judges in one pass which finders a value needs: most values of analytics need none. A suspicion may be wrong; what is
/// not suspected is not there. Short values are counted byte by byte, longer ones 16 bytes at a time into bit maps of
/// windows that overlap, so that nothing of interest is cut in two.
/// </summary>
internal static class FirstLook
{
    // The shortest finding with none of the other signs is an IPv4 address or a telephone number.
    private const int ShortestNumber = 7;
    private const int CutOffLength = 250;

    // "jane at example dot com".
    private const int FewestSeparators = 4;

    // Fields of eight bits; a short value cannot overflow one.
    private const int DotField = 8;
    private const int ColonField = 16;
    private const int AtField = 24;
    private const int EqualsField = 32;
    private const int EscapeField = 40;
    private const int SpellingField = 48;

    private static readonly ulong[] Fields = FieldTable();

    internal static Suspicion At(ReadOnlySpan<byte> value)
    {
        if (value.Length < Vector128<byte>.Count)
            return AtShort(value);
        return OrdinaryValue.Is(value) ? Suspicion.None : AtLong(value);
    }

    private static Suspicion AtShort(ReadOnlySpan<byte> value)
    {
        ulong counts = 0;
        var fields = Fields;
        foreach (var b in value)
            counts += fields[b];
        const ulong quiet = 0xFF | (0xFFUL << DotField) | (0xFFUL << ColonField);
        var digits = (int)(counts & 0xFF);
        if ((counts & ~quiet) == 0 && digits < 4 && (counts & (0xFEUL << ColonField)) == 0)
            return Suspicion.None;
        return value.Length < ShortestNumber || (counts & ~quiet) != 0 || !OrdinaryValue.Is(value)
            ? AtShort(value, counts, digits) : Suspicion.None;
    }

    private static Suspicion AtShort(ReadOnlySpan<byte> value, ulong counts, int digits)
    {
        var found = Suspicion.None;
        var colons = (byte)(counts >> ColonField);
        var dots = (byte)(counts >> DotField);
        if ((byte)(counts >> AtField) > 0 || ((byte)(counts >> EqualsField) > 0 && digits >= 2))
            found |= Suspicion.Email;
        if ((byte)(counts >> EscapeField) > 0)
            found |= Suspicion.Escapes;
        if ((byte)(counts >> SpellingField) > 0 && SpelledEmailFinder.MayBeIn(value))
            found |= Suspicion.SpelledEmail;
        if (colons >= 2)
            found |= Suspicion.Ip6;
        if (dots >= 3 && digits >= 4)
            found |= Suspicion.Ip4;
        if (dots == 2 && value.Length >= MacFinder.ShortestForm)
            found |= Suspicion.Mac;
        // A number behind a label ("tel:") may be shorter than one that stands alone.
        if (digits >= 8 || (digits >= 6 && digits < value.Length))
            found |= Suspicion.Phone;
        if (digits >= 13)
            found |= Suspicion.Card;
        if (digits >= 6 && value.Length == 15)
            found |= Suspicion.Iban;
        return found;
    }

    private static Suspicion AtLong(ReadOnlySpan<byte> value)
    {
        const int step = 48;
        var signs = new LongSigns();
        for (var at = 0; ; at += step)
        {
            var window = value[at..];
            if (window.Length <= LongSigns.Window)
            {
                // Never less than one vector: the last window reaches back, and sees some bytes twice.
                signs.Look(window.Length < Vector128<byte>.Count ? value[^Vector128<byte>.Count..] : window);
                break;
            }
            signs.Look(window[..LongSigns.Window]);
        }
        return Conclude(value, signs);
    }

    private static Suspicion Conclude(ReadOnlySpan<byte> value, in LongSigns signs)
    {
        var found = signs.Found;
        if (signs.HasAt || (signs.HasColonOrEquals && signs.Digits >= 2 && value.IndexOf("=40"u8) >= 0)
            || (signs.HasEscape && value.Length >= CutOffLength))
            found |= Suspicion.Email;
        if (signs.HasEscape || (signs.HasNonAscii && StandIns.MayBeIn(value)))
            found |= Suspicion.Escapes;
        if (signs.HasNonAscii && value.Contains((byte)0xEF))
            found |= Suspicion.Email;
        if ((signs.HasBracket && SpelledEmailFinder.MayBeIn(value)) || (signs.Separators >= FewestSeparators && SpelledEmailFinder.MayBeInWords(value)))
            found |= Suspicion.SpelledEmail;
        if (signs.Colons >= 2)
            found |= Suspicion.Ip6;
        if (signs.Colons >= 5)
            found |= Suspicion.Mac;
        if (signs.DottedDigits >= 3)
            found |= Suspicion.Ip4;
        if (signs.FreeDigits >= 6)
            found |= Suspicion.Phone;
        if (signs.FreeDigits >= 13)
            found |= Suspicion.Card;
        if (signs.Digits < 6)
            found &= ~Suspicion.Iban;
        if (signs.Digits > 0 && (signs.HasRunOf32 || value.Length > LongSigns.Window))
            found |= Suspicion.RandomText;
        if ((found & Suspicion.EncodedRun) != 0 && signs.Digits > 0)
            found |= Suspicion.LabelledToken;
        else if (TokenFinder.HasLabel(value))
            found |= Suspicion.LabelledToken;
        // Most runs are words between dashes, which decode to no text.
        if ((found & Suspicion.EncodedRun) != 0 && !DecodedForms.MayHide(value))
            found &= ~Suspicion.EncodedRun;
        if (signs.IsBase64WithSpaces && signs.HasSpace && DecodedForms.MayHideInSpaces(value))
            found |= Suspicion.SpacedBase64;
        return found;
    }

    private static ulong[] FieldTable()
    {
        var table = new ulong[256];
        for (var digit = '0'; digit <= '9'; digit++)
            table[digit] = 1;
        table['.'] = 1UL << DotField;
        table[':'] = 1UL << ColonField;
        table['@'] = 1UL << AtField;
        table['='] = 1UL << EqualsField;
        foreach (var b in "%\\&"u8)
            table[b] = 1UL << EscapeField;
        // The first bytes of letters that stand for others.
        foreach (var b in StandIns.Leads)
            table[b] = 1UL << EscapeField;
        table[0xEF] |= 1UL << AtField;
        foreach (var b in "([{<"u8)
            table[b] = 1UL << SpellingField;
        return table;
    }
}
