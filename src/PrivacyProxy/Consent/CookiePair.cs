namespace PrivacyProxy.Consent;

/// <summary>One cookie as it stands in the request: nothing decoded, quotes kept.</summary>
internal readonly ref struct CookiePair(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
{
    public ReadOnlySpan<char> Name { get; } = name;

    public ReadOnlySpan<char> Value { get; } = value;
}
