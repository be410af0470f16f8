using System.Collections.Frozen;

namespace PrivacyProxy.Vendors;

/// <summary>
/// Which cookies pass between the visitor and the vendor, in both directions. A site's path carries every first-party
/// cookie of the site into our requests, so this is a list of names and nothing else.
/// </summary>
internal sealed class CookieRules
{
    private const string Hex32 = "{hex32}";

    private readonly FrozenDictionary<string, bool> _names;
    private readonly FrozenDictionary<string, bool>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly (string Prefix, bool OnPages)[] _prefixes;
    private readonly bool? _hex32OnPages;

    public CookieRules(IReadOnlyDictionary<string, string> written)
    {
        _names = written.Where(w => w.Key != Hex32 && !w.Key.EndsWith('*')).ToFrozenDictionary(w => w.Key, w => w.Value == "page", StringComparer.Ordinal);
        _byName = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        _prefixes = [.. written.Where(w => w.Key.EndsWith('*')).Select(w => (w.Key[..^1], w.Value == "page"))];
        _hex32OnPages = written.TryGetValue(Hex32, out var when) ? when == "page" : null;
    }

    public bool Any => _names.Count > 0 || _prefixes.Length > 0 || _hex32OnPages is not null;

    /// <summary>
    /// True when the cookie may pass: one that identifies the visitor with consent, one that a page needs to work on
    /// pages.
    /// </summary>
    public bool Allows(ReadOnlySpan<char> name, bool hasConsent, bool onPage)
    {
        bool? forPages = _byName.TryGetValue(name, out var known) ? known : null;
        if (forPages is null)
        {
            foreach (var (prefix, prefixOnPages) in _prefixes)
            {
                if (name.StartsWith(prefix))
                    forPages = prefixOnPages;
            }
        }

        if (forPages is null && _hex32OnPages is { } hexOnPages && name.Length == 32 && IsHex(name))
            forPages = hexOnPages;
        return forPages switch
        {
            true => onPage,
            false => hasConsent,
            null => false,
        };
    }

    private static bool IsHex(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiHexDigitLower(c) && !char.IsAsciiDigit(c))
                return false;
        }

        return true;
    }
}
