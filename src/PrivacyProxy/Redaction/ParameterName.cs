using System.Text.Unicode;

namespace PrivacyProxy.Redaction;

/// <summary>The name of a parameter or a form's part as the vendor reads it. PHP, which Mautic runs on, reads the loosest.</summary>
internal static class ParameterName
{
    /// <summary>
    /// Gives the decoded name the form under which PHP reads it: leading spaces cut, dots and spaces before the first
    /// bracket turned into underscores, and a bracket that is never closed as well. So <c>page.url</c> and <c>page[url</c>
    /// can't pass as strangers of <c>page_url</c>.
    /// </summary>
    /// <returns>false for what is not UTF-8, or holds a NUL, where PHP would end the name.</returns>
    public static bool TryRead(ByteBuffer name)
    {
        if (!Utf8.IsValid(name.Span) || name.Span.Contains((byte)0))
            return false;
        var read = name.Span.TrimStart((byte)' ');
        Span<byte> copy = read.Length <= 256 ? stackalloc byte[read.Length] : new byte[read.Length];
        read.CopyTo(copy);
        var bracket = copy.IndexOf((byte)'[');
        var isOpen = bracket > 0 && copy[bracket..].Contains((byte)']');
        if (bracket > 0 && !isOpen)
            copy.Replace((byte)'[', (byte)'_');
        var head = isOpen ? copy[..bracket] : copy;
        head.Replace((byte)'.', (byte)'_');
        head.Replace((byte)' ', (byte)'_');
        name.Clear();
        name.Append(copy);
        return true;
    }

    /// <summary>The name up to the first bracket: <c>email[]</c> and <c>email[0]</c> are judged as <c>email</c>.</summary>
    public static ReadOnlySpan<byte> Base(ReadOnlySpan<byte> name)
    {
        var bracket = name.IndexOf((byte)'[');
        return bracket <= 0 ? name : name[..bracket];
    }

    /// <summary>True when the name, as it is read or as it may have been written, promises a person or is one's data.</summary>
    public static bool LooksPersonal(ReadOnlySpan<byte> name) =>
        PersonalNames.IsPersonal(name) || HasPersonalPart(name) || PersonalData.Contains(name)
        || (name.Contains((byte)'_') && (IsPersonalWith((byte)'.', name) || IsPersonalWith((byte)' ', name)));

    /// <summary><c>customer[email][0]</c> is read as a list in a member of a map: each of the three may be the telling one.</summary>
    private static bool HasPersonalPart(ReadOnlySpan<byte> name)
    {
        while (true)
        {
            var end = name.IndexOfAny((byte)'[', (byte)']');
            if (PersonalNames.IsPersonal(end < 0 ? name : name[..end]))
                return true;
            if (end < 0)
                return false;
            name = name[(end + 1)..];
        }
    }

    // 198_51_100_7 was an address before it was read as PHP does.
    private static bool IsPersonalWith(byte separator, ReadOnlySpan<byte> name)
    {
        // Digits may be full-width ones.
        if (!name.ContainsAnyInRange((byte)'0', (byte)'9') && !name.ContainsAnyInRange((byte)0x80, (byte)0xFF))
            return false;
        using var written = new ByteBuffer(name.Length);
        name.Replace(written.GetSpan(name.Length), (byte)'_', separator);
        written.Advance(name.Length);
        return PersonalData.Contains(written.Span);
    }
}
