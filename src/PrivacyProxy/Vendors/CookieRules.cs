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
    private readonly string _ownPrefix;

    /// <param name="written">The profile's list.</param>
    /// <param name="vendor">
    /// Prefixes, at the visitor, the names that the list knows by their look alone. The site's own software may call its
    /// session the same way, and that one must never reach the vendor.
    /// </param>
    public CookieRules(IReadOnlyDictionary<string, string> written, string vendor)
    {
        _ownPrefix = vendor + ".";
        _names = written.Where(w => w.Key != Hex32 && !w.Key.EndsWith('*')).ToFrozenDictionary(w => w.Key, w => w.Value == "page", StringComparer.Ordinal);
        _byName = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        _prefixes = [.. written.Where(w => w.Key.EndsWith('*')).Select(w => (w.Key[..^1], w.Value == "page"))];
        _hex32OnPages = written.TryGetValue(Hex32, out var when) ? when == "page" : null;
    }

    public bool Any => _names.Count > 0 || _prefixes.Length > 0 || _hex32OnPages is not null;

    /// <summary>The vendor's name of a cookie that the visitor sent, or nothing when it may not pass.</summary>
    public ReadOnlySpan<char> NameForVendor(ReadOnlySpan<char> name, bool hasConsent, bool onPage)
    {
        if (name.StartsWith(_ownPrefix) && IsNamedByLook(name[_ownPrefix.Length..]))
            return Passes(_hex32OnPages, hasConsent, onPage) ? name[_ownPrefix.Length..] : default;
        return IsListed(name, hasConsent, onPage) ? name : default;
    }

    /// <summary>The name under which the visitor keeps a cookie of the vendor's, or null when it may not pass.</summary>
    public string? NameForVisitor(string name, bool hasConsent, bool onPage)
    {
        if (IsNamedByLook(name))
            return Passes(_hex32OnPages, hasConsent, onPage) ? _ownPrefix + name : null;
        return IsListed(name, hasConsent, onPage) ? name : null;
    }

    private bool IsNamedByLook(ReadOnlySpan<char> name) => _hex32OnPages is not null && name.Length == 32 && IsHex(name);

    private bool IsListed(ReadOnlySpan<char> name, bool hasConsent, bool onPage)
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

        return Passes(forPages, hasConsent, onPage);
    }

    // One that identifies the visitor passes with consent, one that a page needs to work on pages.
    private static bool Passes(bool? forPages, bool hasConsent, bool onPage) => forPages switch
    {
        true => onPage,
        false => hasConsent,
        null => false,
    };

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
