namespace PrivacyProxy.Redaction;

/// <summary>
/// A version down to its major number: <c>156.0.8078.73</c> → <c>156</c>, <c>v2</c> → <c>2</c>. A leading number of more
/// than four digits is a build or a date, which is finer than any version: unparsable.
/// </summary>
internal static class VersionClass
{
    private const int MostDigits = 4;

    internal static bool TryCoarsen(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        value = value.Trim((byte)' ');
        if (value.Length > 1 && value[0] is (byte)'v' or (byte)'V')
            value = value[1..];
        var length = value.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var major = length < 0 ? value : value[..length];
        if (major.Length is 0 or > MostDigits)
            return false;
        if (length > 0 && value[length] is not ((byte)'.' or (byte)'_' or (byte)'-' or (byte)'+' or (byte)' '))
            return false;
        while (major.Length > 1 && major[0] == '0')
            major = major[1..];
        output.Append(major);
        return true;
    }
}
