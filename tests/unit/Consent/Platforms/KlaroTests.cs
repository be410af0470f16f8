using PrivacyProxy.Consent;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Consent.Platforms;

public sealed class KlaroTests
{
    [Theory]
    [InlineData("%7B%22session%22%3Atrue%2C%22mixpanel%22%3Atrue%2C%22mautic%22%3Afalse%7D", "GR")]
    [InlineData("%7B%22session%22%3Atrue%2C%22mautic%22%3Atrue%7D", "UG")]
    [InlineData("%7B%22mixpanel%22%3Atrue%2C%22heatmap%22%3Afalse%7D", "RU")]
    [InlineData("%7B%7D", "UU")]
    [InlineData("", "UU")]
    [InlineData("true", "UU")]
    [InlineData("mixpanel,mautic", "UU")]
    [InlineData("null", "UU")]
    [InlineData("%7B%22mixpanel%22%3Atrue%2C%22%5Cud800%22%3Atrue%7D", "UU")]
    [InlineData("%257B%2522mixpanel%2522%253Atrue%257D", "UU")]
    public void Services_are_read_from_the_object(string value, string letters) => Assert.Equal(letters, Read("klaro=" + value));

    [Theory]
    [InlineData("xklaro=%7B%22mixpanel%22%3Atrue%7D")]
    [InlineData("KLARO=%7B%22mixpanel%22%3Atrue%7D")]
    [InlineData("note=%3B%20klaro=%7B%22mixpanel%22%3Atrue%7D")]
    public void The_cookies_name_is_exact(string line) => Assert.Equal("UU", Read(line));

    private static string Read(string line)
    {
        var settings = new ConsentSettings { Source = "klaro", Analytics = ["mixpanel", "heatmap"], Marketing = ["mautic"] };
        return ReadAs.Letters(new ConsentReader(settings, FixedTime.OfTheVectors).Read(line));
    }
}
