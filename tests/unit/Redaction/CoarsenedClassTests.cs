using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PrivacyProxy.Redaction;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

public sealed class CoarsenedClassTests
{
    private delegate bool Coarsener(ReadOnlySpan<byte> value, ByteBuffer output);

    [Fact]
    public void Time_zones_that_nobody_has_are_not_looked_for_without_end()
    {
        using var output = new ByteBuffer();
        var lookUps = 16;
        Assert.True(TimeZoneClass.TryCoarsen("Europe/Berlin"u8, output, ref lookUps));
        for (var i = 0; i < 16; i++)
            Assert.False(TimeZoneClass.TryCoarsen(Encoding.ASCII.GetBytes($"Nowhere/Town{i}"), output, ref lookUps));
        Assert.True(lookUps <= 0);
        Assert.True(TimeZoneClass.TryCoarsen("Europe/Berlin"u8, output, ref lookUps));
    }

    [Theory]
    [InlineData("156.0.8078.73", "156")]
    [InlineData("156", "156")]
    [InlineData("10.15.7", "10")]
    [InlineData("10_15_7", "10")]
    [InlineData("v2", "2")]
    [InlineData("V2.1-beta", "2")]
    [InlineData("0.9", "0")]
    [InlineData("007", "7")]
    [InlineData("2.83.0", "2")]
    [InlineData("", null)]
    [InlineData("v", null)]
    [InlineData("20240115", null)]
    [InlineData("1a", null)]
    [InlineData("jane", null)]
    public void Coarsens_a_version_to_its_major_number(string value, string? expected) => Check(VersionClass.TryCoarsen, value, expected);

    [Theory]
    [InlineData("1920", "1920")]
    [InlineData("1366", "1280")]
    [InlineData("1536", "1440")]
    [InlineData("412", "360")]
    [InlineData("411.43", "360")]
    [InlineData("240", "360")]
    [InlineData("3840", "2560")]
    [InlineData("1920x1080", "1920x1080")]
    [InlineData("1366 x 768", "1280x768")]
    [InlineData("390×844", "360x768")]
    [InlineData("1512X982", "1440x900")]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("99999", null)]
    [InlineData("1920x", null)]
    [InlineData("1920x1080x24", null)]
    [InlineData("wide", null)]
    [InlineData("", null)]
    public void Coarsens_a_size_to_one_of_a_few(string value, string? expected) => Check(ScreenClass.TryCoarsen, value, expected);

    [Theory]
    [InlineData("de-DE", "de")]
    [InlineData("de_DE", "de")]
    [InlineData("de", "de")]
    [InlineData("EN-us,en;q=0.9,de;q=0.8", "en")]
    [InlineData("pt_BR.UTF-8", "pt")]
    [InlineData("zh-Hant-TW", "zh")]
    [InlineData("gsw-CH", "gsw")]
    [InlineData(" fr;q=1", "fr")]
    [InlineData("*", null)]
    [InlineData("C", null)]
    [InlineData("", null)]
    [InlineData("german", null)]
    [InlineData("de1", null)]
    public void Coarsens_a_language_to_its_primary_tag(string value, string? expected) => Check(LanguageClass.TryCoarsen, value, expected);

    [Theory]
    [InlineData("Europe/Berlin", "Etc/GMT-1")]
    [InlineData("Europe/London", "Etc/GMT")]
    [InlineData("America/New_York", "Etc/GMT+5")]
    [InlineData("America/Los_Angeles", "Etc/GMT+8")]
    [InlineData("Asia/Tokyo", "Etc/GMT-9")]
    [InlineData("Asia/Kolkata", "Etc/GMT-5")]
    [InlineData("Asia/Calcutta", "Etc/GMT-5")]
    [InlineData("America/St_Johns", "Etc/GMT+3")]
    [InlineData("Pacific/Kiritimati", "Etc/GMT-14")]
    [InlineData("UTC", "Etc/GMT")]
    [InlineData("Etc/GMT+8", "Etc/GMT+8")]
    [InlineData("Europe/Jane", null)]
    [InlineData("../../etc/passwd", null)]
    [InlineData("/etc/localtime", null)]
    [InlineData("Europe/Berlin ", null)]
    [InlineData("", null)]
    public void Coarsens_a_time_zone_to_its_standard_offset(string value, string? expected) => Check(TimeZoneClass.TryCoarsen, value, expected);

    [Fact]
    public void Every_known_time_zone_becomes_a_valid_one()
    {
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            using var output = new ByteBuffer();
            if (!TimeZoneClass.TryCoarsen(Encoding.ASCII.GetBytes(zone.Id), output))
                continue;
            var coarse = TimeZoneInfo.FindSystemTimeZoneById(Encoding.ASCII.GetString(output.Span));
            Assert.Equal(zone.BaseUtcOffset.Hours, coarse.BaseUtcOffset.Hours);
        }
    }

    [Fact]
    public void Coarsening_never_throws_and_is_done_once_and_for_all()
    {
        Coarsener[] all =
        [
            VersionClass.TryCoarsen, ScreenClass.TryCoarsen, LanguageClass.TryCoarsen, TimeZoneClass.TryCoarsen, UserAgentClass.TryCoarsen,
        ];
        Prop.ForAll<byte[]>(value =>
        {
            foreach (var coarsen in all)
                CheckTwice(coarsen, value);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    internal static void CheckOnce(Func<byte[], ByteBuffer, bool> coarsen, string value, string? expected)
    {
        using var output = new ByteBuffer();
        Assert.Equal(expected is not null, coarsen(Encoding.UTF8.GetBytes(value), output));
        Assert.Equal(expected ?? "", Encoding.UTF8.GetString(output.Span));
    }

    private static void Check(Coarsener coarsen, string value, string? expected)
    {
        CheckOnce((bytes, output) => coarsen(bytes, output), value, expected);
        if (expected is not null)
            CheckTwice(coarsen, Encoding.UTF8.GetBytes(value));
    }

    private static void CheckTwice(Coarsener coarsen, byte[] value)
    {
        using var once = new ByteBuffer();
        using var twice = new ByteBuffer();
        if (!coarsen(value, once))
        {
            Assert.Equal(0, once.Length);
            return;
        }
        Assert.True(coarsen(once.Span, twice));
        Assert.True(once.Span.SequenceEqual(twice.Span));
    }
}
