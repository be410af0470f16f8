namespace PrivacyProxy.Tests.Support;

/// <summary>A clock that stands still.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    /// <summary>The moment that the recorded cookies belong to.</summary>
    public static FixedTime OfTheVectors { get; } = new(new DateTimeOffset(2026, 11, 21, 18, 0, 0, TimeSpan.Zero));

    public override DateTimeOffset GetUtcNow() => now;
}
