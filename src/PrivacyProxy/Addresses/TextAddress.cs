using System.Text;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Addresses;

/// <summary>An address that a page or a program sent as the value of a field.</summary>
internal static class TextAddress
{
    /// <summary>
    /// Appends the truncated address, without port, brackets and zone. False, with nothing appended, when the value is no
    /// address or nothing of it is to be kept: the caller then removes the field.
    /// </summary>
    public static bool TryTruncate(ReadOnlySpan<byte> utf8, Truncation truncation, ByteBuffer output)
    {
        utf8 = utf8.Trim(" \t"u8);
        if (utf8.Length > WrittenAddress.MaxLength)
            return false;
        Span<char> text = stackalloc char[WrittenAddress.MaxLength];
        // Other bytes than ASCII are in no address; as Latin-1 they stay wrong and the parser refuses them.
        var length = Encoding.Latin1.GetChars(utf8, text);
        if (!WrittenAddress.TryParse(text[..length], out var address))
            return false;
        if (!truncation.Apply(address).TryFormat(output.GetSpan(TruncatedAddress.MaxTextLength), out var written))
            return false;
        output.Advance(written);
        return true;
    }
}
