using Microsoft.Extensions.Primitives;

namespace PrivacyProxy.Consent;

/// <summary>
/// Reads a site's consent cookie. Every copy counts and the most restrictive wins: a host-only and a domain cookie of one
/// name do coexist, and their order says nothing. Consent is read anew from each request, never remembered for a visitor,
/// because a withdrawal reaches the proxy only with the next request.
/// </summary>
internal sealed class ConsentReader
{
    /// <summary>More than a browser sends; reading on would only cost time.</summary>
    private const int MaxFieldLength = 32 * 1024;

    private readonly string _cookie;
    private readonly IConsentDialect _dialect;

    /// <param name="settings">Settings in which <see cref="ConsentSettingsProblems"/> found nothing.</param>
    /// <param name="time">The clock that decisions must not be too old for.</param>
    public ConsentReader(ConsentSettings settings, TimeProvider time)
    {
        var source = ConsentSources.Find(settings.Source)
            ?? throw new ArgumentException("The consent source is not in the catalogue.", nameof(settings));
        _cookie = settings.Cookie ?? source.DefaultCookie
            ?? throw new ArgumentException("The consent source needs the name of a cookie.", nameof(settings));
        _dialect = source.Open(settings, time);
    }

    public ConsentDecision Read(StringValues cookieFieldLines)
    {
        if (IsOversized(cookieFieldLines))
            return ConsentDecision.Undecided;

        var decision = ConsentDecision.Undecided;
        var found = false;
        foreach (var cookie in new CookieLines(cookieFieldLines))
        {
            if (!cookie.Name.SequenceEqual(_cookie))
                continue;
            var copy = _dialect.Read(cookie.Value);
            decision = found ? ConsentDecision.MostRestrictive(decision, copy) : copy;
            found = true;
        }
        return decision;
    }

    private static bool IsOversized(StringValues fieldLines)
    {
        var length = 0L;
        foreach (var line in fieldLines)
            length += line?.Length ?? 0;
        return length > MaxFieldLength;
    }
}
