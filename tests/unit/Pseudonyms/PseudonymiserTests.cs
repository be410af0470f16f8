using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PrivacyProxy.Pseudonyms;
using PrivacyProxy.Redaction;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Pseudonyms;

public sealed class PseudonymiserTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 21, 18, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Equal_ids_map_equally_and_differ_across_sites_vendors_keys_and_periods() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), id =>
        {
            var text = "id-" + id.Get;
            var pseudonym = Map(text);
            return pseudonym == Map(text)
                && pseudonym != Map(text, site: "other")
                && pseudonym != Map(text, vendor: "mautic")
                && pseudonym != Map(text, key: 2)
                && Map(text, period: PseudonymPeriod.Day) == Map(text, period: PseudonymPeriod.Day, now: s_now.AddHours(5))
                && Map(text, period: PseudonymPeriod.Day) != Map(text, period: PseudonymPeriod.Day, now: s_now.AddHours(6));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pseudonym_is_32_hexadecimal_digits_and_holds_nothing_of_the_id() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), id =>
        {
            var pseudonym = Map("id-" + id.Get);
            return pseudonym.Length == 32 && pseudonym.All(char.IsAsciiHexDigitLower) && !Uuid.IsUuid(Encoding.UTF8.GetBytes(pseudonym));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Uuid_becomes_another_uuid_of_the_same_version() =>
        Prop.ForAll(ArbMap.Default.ArbFor<Guid>(), id =>
        {
            var text = id.ToString();
            var pseudonym = Map(text);
            return id == Guid.Empty
                || (Uuid.IsUuid(Encoding.UTF8.GetBytes(pseudonym)) && pseudonym != text && pseudonym[14] == text[14] && "89ab".Contains(pseudonym[19], StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();

    /// <summary>Met by one mapping, one after the other: what it remembers of one must not be taken for another.</summary>
    [Theory]
    [InlineData("jane.doe@example.com", "john.doe@example.com")]
    [InlineData("customer-000000000000000001", "customer-100000000000000001")]
    [InlineData("a69c2ed0-d013-40eb-9320-2dee22e46c29", "b69c2ed0-d013-40eb-9320-2dee22e46c29")]
    [InlineData("$device:a69c2ed0-d013-40eb-9320-2dee22e46c29", "$device:a69c2ed1-d013-40eb-9320-2dee22e46c29")]
    public void Ids_that_differ_anywhere_are_never_merged(string one, string other)
    {
        var mapping = new Pseudonymiser(new byte[32], 128);
        Assert.NotEqual(Of(mapping, one), Of(mapping, other));
        Assert.Equal(Of(new Pseudonymiser(new byte[32], 128), other), Of(mapping, other));
    }

    private static string Of(Pseudonymiser mapping, string id)
    {
        using var output = new ByteBuffer();
        Assert.True(mapping.TryAppend(Encoding.UTF8.GetBytes(id), output));
        return Encoding.UTF8.GetString(output.Span);
    }

    [Fact]
    public void Uuid_maps_equally_in_either_case()
    {
        const string Id = "a69c2ed0-d013-40eb-9320-2dee22e46c29";
        Assert.Equal(Map(Id), Map(Id.ToUpperInvariant()));
    }

    [Fact]
    public void Device_prefix_stays_outside_so_that_the_device_id_is_the_same_alone()
    {
        const string Id = "a69c2ed0-d013-40eb-9320-2dee22e46c29";
        Assert.Equal("$device:" + Map(Id), Map("$device:" + Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("anonymous")]
    [InlineData("Undefined")]
    [InlineData("N/A")]
    [InlineData("0")]
    [InlineData("$device:null")]
    public void Placeholders_are_left_alone(string placeholder) => Assert.Null(TryMap(placeholder));

    [Fact]
    public void Previous_key_holds_until_the_planned_moment()
    {
        var from = s_now.AddHours(1);
        var before = Map("jane", key: 1, previous: 2, currentFrom: from);
        var after = Map("jane", key: 1, previous: 2, currentFrom: from, now: from);
        Assert.Equal(Map("jane", key: 2), before);
        Assert.Equal(Map("jane", key: 1), after);
    }

    [Theory]
    [InlineData(PseudonymPeriod.Week, "2026-11-22T23:59:59Z", "2026-11-23T00:00:00Z")]
    [InlineData(PseudonymPeriod.Month, "2026-11-30T23:59:59Z", "2026-12-01T00:00:00Z")]
    [InlineData(PseudonymPeriod.Year, "2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z")]
    public void Period_ends_at_midnight_utc(PseudonymPeriod period, string last, string next)
    {
        var now = Map("jane", period: period);
        Assert.Equal(now, Map("jane", period: period, now: DateTimeOffset.Parse(last, null)));
        Assert.NotEqual(now, Map("jane", period: period, now: DateTimeOffset.Parse(next, null)));
    }

    [Fact]
    public void Mapping_is_renewed_when_its_period_ends()
    {
        var time = new MovingTime(s_now);
        var mapping = new PseudonymMapping(Keys(1, null, null, PseudonymPeriod.Day, "shop", time), "mixpanel", 128, time);
        var today = mapping.Current;
        Assert.Same(today, mapping.Current);
        time.Now = s_now.AddDays(1);
        Assert.NotSame(today, mapping.Current);
    }

    [Fact]
    public void Collision_level_is_what_was_chosen()
    {
        // 16 bits: 65,536 ids spread over as many pseudonyms leave about 1/e of these unused.
        const int Ids = 65536;
        var pseudonymiser = new Pseudonymiser(new byte[32], bits: 16);
        var distinct = Enumerable.Range(0, Ids).Select(i => Append(pseudonymiser, "user" + i)).Distinct().Count();
        Assert.InRange(distinct, Ids * 0.61, Ids * 0.66);
    }

    private static string Map(
        string id,
        string site = "shop",
        string vendor = "mixpanel",
        byte key = 1,
        byte? previous = null,
        DateTimeOffset? currentFrom = null,
        PseudonymPeriod period = PseudonymPeriod.None,
        DateTimeOffset? now = null) =>
        Append(Keys(key, previous, currentFrom, period, site, new FixedTime(now ?? s_now)).For(vendor, 128), id)!;

    private static string? TryMap(string id) => Append(new Pseudonymiser(new byte[32], 128), id);

    private static PseudonymKeys Keys(byte key, byte? previous, DateTimeOffset? from, PseudonymPeriod period, string site, TimeProvider time) =>
        new([.. Enumerable.Repeat(key, 32)], previous is { } p ? [.. Enumerable.Repeat(p, 32)] : null, from, period, site, time);

    private static string? Append(Pseudonymiser pseudonymiser, string id)
    {
        using var output = new ByteBuffer();
        return pseudonymiser.TryAppend(Encoding.UTF8.GetBytes(id), output) ? Encoding.UTF8.GetString(output.Span) : null;
    }

    private sealed class MovingTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
