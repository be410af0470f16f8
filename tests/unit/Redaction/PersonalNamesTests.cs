using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PrivacyProxy.Redaction;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

public sealed class PersonalNamesTests
{
    public static TheoryData<string> Personal => [.. TextTable.Rows("names/personal.txt").Select(row => row[0])];

    public static TheoryData<string> Ordinary => [.. TextTable.Rows("names/ordinary.txt").Select(row => row[0])];

    [Theory]
    [MemberData(nameof(Personal))]
    public void Fires_on_a_name_that_people_give_to_personal_data(string name) =>
        Assert.True(PersonalNames.IsPersonal(Encoding.UTF8.GetBytes(name)));

    [Theory]
    [MemberData(nameof(Ordinary))]
    public void Leaves_the_ordinary_names_of_analytics_alone(string name) =>
        Assert.False(PersonalNames.IsPersonal(Encoding.UTF8.GetBytes(name)));

    [Fact]
    public void Holds_at_least_120_rows_each_way()
    {
        Assert.True(Personal.Count >= 120);
        Assert.True(Ordinary.Count >= 120);
    }

    [Theory]
    [MemberData(nameof(Personal))]
    public void Does_not_care_about_separators(string name)
    {
        foreach (var separator in (char[])['.', '$', ' ', '-', '_'])
            Assert.True(PersonalNames.IsPersonal(Encoding.UTF8.GetBytes(separator + name + separator)));
    }

    [Fact]
    public void Does_not_trust_a_name_that_is_longer_than_any_name() =>
        Assert.True(PersonalNames.IsPersonal(Encoding.UTF8.GetBytes(new string('a', 300))));

    [Fact]
    public void An_empty_name_is_not_personal() => Assert.False(PersonalNames.IsPersonal(""u8));

    [Fact]
    public void Never_throws() => Prop.ForAll<byte[]>(name =>
    {
        _ = PersonalNames.IsPersonal(name);
    }).QuickCheckThrowOnFailure();
}
