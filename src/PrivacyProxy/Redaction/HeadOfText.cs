using System.Text.Unicode;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Reads decoded bytes one by one as long as they can be the beginning of a text: UTF-8 without control characters. Most of
/// what merely looks encoded (a slug, a hash) is none after one or two bytes.
/// </summary>
internal struct HeadOfText
{
    private int _continuations;

    internal bool Takes(byte b)
    {
        if (_continuations > 0)
        {
            _continuations--;
            return (b & 0xC0) == 0x80;
        }
        if (b < 0x80)
            return b >= 0x20 || b is (byte)'\t' or (byte)'\n' or (byte)'\r';
        _continuations = b switch
        {
            < 0xC2 or > 0xF4 => -1,
            < 0xE0 => 1,
            < 0xF0 => 2,
            _ => 3,
        };
        return _continuations > 0;
    }

    internal static bool MayBeginHex(ReadOnlySpan<byte> run)
    {
        var head = new HeadOfText();
        for (var i = 0; i + 1 < run.Length && i < EncodedRun.Shortest; i += 2)
        {
            if (!head.Takes((byte)((ValueOf(run[i]) << 4) | ValueOf(run[i + 1]))))
                return false;
        }
        return true;

        static int ValueOf(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
    }

    // A value that was cut off ends in the middle of a character.
    internal static bool IsText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.ContainsAnyInRange((byte)0x00, (byte)0x08) || bytes.ContainsAnyInRange((byte)0x0E, (byte)0x1F))
            return false;
        for (var cut = 0; cut <= 3 && cut < bytes.Length; cut++)
        {
            if (Utf8.IsValid(bytes[..^cut]))
                return true;
        }
        return false;
    }
}
