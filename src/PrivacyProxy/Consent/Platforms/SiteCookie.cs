using System.Buffers;

namespace PrivacyProxy.Consent.Platforms;

/// <summary>
/// A cookie that the site writes itself: after one percent decoding either a JSON object purpose → boolean, or the list of
/// the granted purposes, separated by comma, semicolon, bar or space. In a list a purpose that is not named is refused;
/// of a purpose with several names all must be listed. An empty value is an empty list: a recorded refusal of everything.
/// </summary>
internal sealed class SiteCookie : IConsentDialect
{
    public static readonly ConsentSource Source =
        new("cookie", DefaultCookie: null, PurposeNaming.Optional, (settings, _) => new SiteCookie(settings));

    private static readonly SearchValues<byte> Separators = SearchValues.Create(",;| "u8);

    // Text with these was never meant as a list of names: a damaged object, pairs, or markup.
    private static readonly SearchValues<byte> NeverInLists = SearchValues.Create(
        [.. "\"'`\\{}[]()<>=%"u8, .. Enumerable.Range(0, 32).Select(control => (byte)control), 127]);

    private readonly PurposeNames _analytics;
    private readonly PurposeNames _marketing;
    private readonly JsonGrants _json;

    private SiteCookie(ConsentSettings settings)
    {
        _analytics = new PurposeNames(settings.Analytics ?? ["analytics"]);
        _marketing = new PurposeNames(settings.Marketing ?? ["marketing"]);
        _json = new JsonGrants(_analytics, _marketing);
    }

    public ConsentDecision Read(ReadOnlySpan<char> value)
    {
        Span<byte> decoded = stackalloc byte[StrictPercent.MaxLength];
        if (!JsonGrants.TryDecode(value, decoded, out var length))
            return ConsentDecision.Undecided;
        decoded = decoded[..length];
        if (JsonGrants.LooksLikeJson(decoded))
            return _json.Read(decoded);
        if (decoded.ContainsAny(NeverInLists))
            return ConsentDecision.Undecided;
        return new ConsentDecision(Listed(_analytics, decoded), Listed(_marketing, decoded));
    }

    private static ConsentState Listed(PurposeNames names, ReadOnlySpan<byte> list)
    {
        // Without a name the site never asks for this purpose; "all of none are listed" must not become a grant.
        if (names.Count == 0)
            return ConsentState.Undecided;
        for (var i = 0; i < names.Count; i++)
        {
            if (!Contains(list, names[i]))
                return ConsentState.Refused;
        }
        return ConsentState.Granted;
    }

    private static bool Contains(ReadOnlySpan<byte> list, ReadOnlySpan<byte> name)
    {
        foreach (var entry in list.SplitAny(Separators))
        {
            if (list[entry].SequenceEqual(name))
                return true;
        }
        return false;
    }
}
