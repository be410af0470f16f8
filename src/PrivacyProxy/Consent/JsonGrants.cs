using System.Text.Json;

namespace PrivacyProxy.Consent;

/// <summary>
/// Reads a JSON object of name → boolean, percent-encoded or raw. Strict, because whatever reads the cookie in the page
/// must see the same: duplicate names (compared after unescaping, at any depth), a named purpose that is no boolean, text
/// after the object, comments, more than 16 levels or a lone surrogate anywhere leave the whole value undecided.
/// </summary>
internal sealed class JsonGrants(PurposeNames analytics, PurposeNames marketing)
{
    private const int MaxDepth = 16;

    public static bool LooksLikeJson(ReadOnlySpan<char> value) => value is ['{' or '[', ..];

    public static bool LooksLikeJson(ReadOnlySpan<byte> value) => value is [(byte)'{' or (byte)'[', ..];

    /// <summary>
    /// Raw JSON without any escape is taken as it stands; everything else is decoded exactly once. Some writers leave the
    /// braces raw and encode the rest.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<char> value, Span<byte> utf8, out int written) =>
        LooksLikeJson(value) && !StrictPercent.HasEscape(value)
            ? StrictPercent.TryCopy(value, utf8, out written)
            : StrictPercent.TryDecode(value, utf8, out written);

    /// <param name="json">Valid UTF-8. Escaped names in it are overwritten by their unescaped text.</param>
    public ConsentDecision Read(Span<byte> json)
    {
        try
        {
            return ReadStrictly(json);
        }
        catch (JsonException)
        {
            return ConsentDecision.Undecided;
        }
    }

    private ConsentDecision ReadStrictly(Span<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return ConsentDecision.Undecided;

        var names = new JsonMemberNames(stackalloc JsonMemberName[JsonMemberNames.Most], stackalloc int[MaxDepth + 1]);
        names.Open(depth: 1);
        PurposeTally analyticsTally = default, marketingTally = default;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Open(reader.CurrentDepth + 1);
                    break;
                case JsonTokenType.String when !TryUnescape(json, reader, out _, out _):
                    return ConsentDecision.Undecided;
                case JsonTokenType.PropertyName:
                    var depth = reader.CurrentDepth;
                    if (!TryUnescape(json, reader, out var start, out var length) || !names.TryAdd(json, depth, start, length))
                        return ConsentDecision.Undecided;
                    if (depth == 1 && !TryTally(json.Slice(start, length), ref reader, ref analyticsTally, ref marketingTally))
                        return ConsentDecision.Undecided;
                    break;
            }
        }
        return new ConsentDecision(analyticsTally.State, marketingTally.State);
    }

    private bool TryTally(
        ReadOnlySpan<byte> name, ref Utf8JsonReader reader, ref PurposeTally analyticsTally, ref PurposeTally marketingTally)
    {
        var isAnalytics = analytics.IndexOf(name) >= 0;
        var isMarketing = marketing.IndexOf(name) >= 0;
        if (!isAnalytics && !isMarketing)
            return true;
        if (!reader.Read() || reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
            return false;
        var granted = reader.TokenType == JsonTokenType.True;
        if (isAnalytics)
            analyticsTally.Add(granted);
        if (isMarketing)
            marketingTally.Add(granted);
        return true;
    }

    // The reader has passed this token and never looks back, and unescaped text is never longer than its escaped form.
    private static bool TryUnescape(Span<byte> json, in Utf8JsonReader reader, out int start, out int length)
    {
        start = (int)reader.TokenStartIndex + 1;
        length = reader.ValueSpan.Length;
        return !reader.ValueIsEscaped || JsonEscapes.TryUnescapeInPlace(json.Slice(start, length), out length);
    }
}
