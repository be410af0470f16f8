using System.Collections.Frozen;
using System.Text;

namespace PrivacyProxy.Vendors;

/// <summary>
/// What the proxy answers in the vendor's place when it drops a request: the vendor's own "accepted", so that pages,
/// SDKs and their retries behave as if the vendor had been there.
/// </summary>
internal sealed class VendorAnswer(int status, string? type, byte[] body, IReadOnlyList<AnswerVariant> variants)
{
    /// <summary>For endpoints whose profile names no answer: pages.</summary>
    public static readonly VendorAnswer NoContent = new(204, null, [], []);

    public int Status { get; } = status;

    public string? Type { get; } = type;

    public byte[] Body { get; } = body;

    /// <summary>The answer that the parameters of <paramref name="query"/> ask for.</summary>
    public VendorAnswer For(ReadOnlySpan<char> query)
    {
        foreach (var variant in variants)
        {
            foreach (var range in query.TrimStart('?').Split('&'))
            {
                if (query.TrimStart('?')[range].SequenceEqual(variant.Parameter))
                    return variant.Answer;
            }
        }

        return this;
    }

    /// <summary>Builds all answers of a profile; names in <c>when</c> have been checked.</summary>
    public static FrozenDictionary<string, VendorAnswer> All(IReadOnlyDictionary<string, AnswerProfile> profiles)
    {
        return profiles.ToFrozenDictionary(p => p.Key, p => Build(p.Value, withVariants: true), StringComparer.Ordinal);

        VendorAnswer Build(AnswerProfile profile, bool withVariants) => new(
            profile.Status,
            profile.Type,
            profile.Base64 is { } base64 ? Convert.FromBase64String(base64) : Encoding.UTF8.GetBytes(profile.Text ?? ""),
            withVariants ? [.. profile.When.Select(w => new AnswerVariant(w.Key, Build(profiles[w.Value], withVariants: false)))] : []);
    }
}

/// <summary>An answer for callers that ask for another form with a query parameter.</summary>
internal sealed record AnswerVariant(string Parameter, VendorAnswer Answer);
