namespace PrivacyProxy.Redaction;

/// <summary>
/// The primary language of the first tag: <c>de-AT,de;q=0.9,en;q=0.8</c> → <c>de</c>, <c>pt_BR.UTF-8</c> → <c>pt</c>.
/// The list as a whole, and even a region, tells people apart.
/// </summary>
internal static class LanguageClass
{
    internal static bool TryCoarsen(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        value = value.TrimStart(" \t"u8);
        var length = 0;
        while (length < value.Length && char.IsAsciiLetter((char)value[length]))
            length++;
        if (length is not (2 or 3))
            return false;
        if (length < value.Length
            && value[length] is not ((byte)'-' or (byte)'_' or (byte)',' or (byte)';' or (byte)' ' or (byte)'.' or (byte)'@'))
            return false;
        foreach (var letter in value[..length])
            output.Append((byte)(letter | 0x20));
        return true;
    }
}
