using System.Text;

namespace PrivacyProxy.Consent;

/// <summary>What a cookie calls one purpose, ready to compare with its bytes. Names are exact and case-sensitive.</summary>
internal sealed class PurposeNames
{
    private readonly byte[][] _names;

    public PurposeNames(IReadOnlyList<string> names) =>
        _names = [.. names.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];

    public int Count => _names.Length;

    /// <summary>The position of a name, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (name.SequenceEqual(_names[i]))
                return i;
        }
        return -1;
    }

    public ReadOnlySpan<byte> this[int index] => _names[index];
}
