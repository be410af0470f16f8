namespace PrivacyProxy.Pseudonyms;

/// <summary>The mapping of one vendor at one site, renewed when a period or a key ends.</summary>
internal sealed class PseudonymMapping(PseudonymKeys keys, string vendor, int bits, TimeProvider time)
{
    private volatile Holding? _holding;

    /// <summary>The mapping that holds now.</summary>
    public Pseudonymiser Current
    {
        get
        {
            var holding = _holding;
            if (holding is not null && (holding.Until is null || time.GetUtcNow() < holding.Until))
                return holding.Pseudonymiser;

            // Two threads may both renew it; they derive the same key.
            holding = new Holding(keys.For(vendor, bits), keys.NextChange());
            _holding = holding;
            return holding.Pseudonymiser;
        }
    }

    private sealed record Holding(Pseudonymiser Pseudonymiser, DateTimeOffset? Until);
}
