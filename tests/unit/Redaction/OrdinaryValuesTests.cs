using System.Text;
using PrivacyProxy.Redaction;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

/// <summary>
/// The budget of false alarms: what analytics are made of is not altered, neither as a value nor as an element of a text.
/// The exceptions are listed here: a hash that no rule of its field protects can't be told from a secret, and an article
/// number that begins with two zeros can't be told from an international telephone number.
/// </summary>
public sealed class OrdinaryValuesTests
{
    public static TheoryData<string> Values => [.. TextTable.Rows("values/ordinary.txt").Select(row => row[0])];

    [Theory]
    [MemberData(nameof(Values))]
    public void An_ordinary_value_is_not_altered(string value)
    {
        using var output = new ByteBuffer();
        var isReplaced = PersonalData.TryReplace(Encoding.UTF8.GetBytes(value), output);
        Assert.False(isReplaced, $"{value} -> {Encoding.UTF8.GetString(output.Span)}");
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void An_ordinary_value_is_not_altered_in_a_sentence(string value)
    {
        using var output = new ByteBuffer();
        var isReplaced = PersonalData.TryReplace(Encoding.UTF8.GetBytes($"Selected ({value}) in the list"), output);
        Assert.False(isReplaced, $"{value} -> {Encoding.UTF8.GetString(output.Span)}");
    }

    [Fact]
    public void There_are_hundreds_of_them() => Assert.True(Values.Count >= 400, $"{Values.Count}");

    [Fact]
    public void An_article_number_with_two_zeros_in_front_is_taken_for_a_telephone_number() =>
        Assert.Equal(DataClass.Phone, PersonalData.Classify("0012345678905"u8));

    [Theory]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    public void A_hash_is_taken_for_a_secret(string hash) => Assert.Equal(DataClass.Token, PersonalData.Classify(Encoding.UTF8.GetBytes(hash)));
}
