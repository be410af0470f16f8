using PrivacyProxy.Consent.Platforms;

namespace PrivacyProxy.Consent;

/// <summary>The catalogue of consent platforms. A new platform is one file in <c>Platforms</c> and one entry here.</summary>
internal static class ConsentSources
{
    public static IReadOnlyList<ConsentSource> All { get; } = [SiteCookie.Source, Klaro.Source, Cookiebot.Source];

    public static string KnownNames { get; } = string.Join(", ", All.Select(source => source.Name));

    public static ConsentSource? Find(string? name)
    {
        foreach (var source in All)
        {
            if (source.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return source;
        }
        return null;
    }
}
