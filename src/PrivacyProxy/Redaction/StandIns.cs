using System.Buffers;
using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Letters that a reader takes for plain ones: full-width forms, the digits of Arabic and Persian, the many spaces and
/// dashes of typesetters, and letters that are not seen at all. <c>＋４９</c> is <c>+49</c>.
/// </summary>
internal static class StandIns
{
    /// <summary>The first bytes of all of them in UTF-8.</summary>
    internal static readonly byte[] Leads = [0xC2, 0xD9, 0xDB, 0xE2, 0xE3, 0xEF];

    private static readonly SearchValues<byte> LeadBytes = SearchValues.Create(Leads);

    internal static bool MayBeIn(ReadOnlySpan<byte> text) => text.ContainsAny(LeadBytes);

    /// <summary>Reads one of them: how many bytes it has, and one byte or none to stand for it; zero when it is none.</summary>
    internal static int Read(ReadOnlySpan<byte> text, Span<byte> output, out int written)
    {
        written = 0;
        if (Rune.DecodeFromUtf8(text, out var letter, out var used) != OperationStatus.Done)
            return 0;
        var plain = Plain(letter.Value);
        if (plain < 0)
            return 0;
        if (plain > 0)
        {
            output[0] = (byte)plain;
            written = 1;
        }
        return used;
    }

    // Zero for what is not seen, less than zero for a letter that stands for itself.
    private static int Plain(int letter) => letter switch
    {
        >= 0xFF01 and <= 0xFF5E => letter - 0xFEE0,
        >= 0x660 and <= 0x669 => letter - 0x660 + '0',
        >= 0x6F0 and <= 0x6F9 => letter - 0x6F0 + '0',
        0xA0 or (>= 0x2000 and <= 0x200A) or 0x202F or 0x205F or 0x3000 => ' ',
        (>= 0x2010 and <= 0x2015) or 0x2212 or 0xFE63 => '-',
        0xFE6B => '@',
        0xFE62 => '+',
        0xFE52 or 0x3002 or 0xFF61 or 0x2024 => '.',
        0xAD or (>= 0x200B and <= 0x200F) or (>= 0x2060 and <= 0x2064) or 0xFEFF or (>= 0x202A and <= 0x202E) => 0,
        _ => -1,
    };
}
