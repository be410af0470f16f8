using System.Text;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Consent;

/// <summary>What a visitor opens or sends passes without consent; who the visitor is, does not.</summary>
public sealed class PagesWithoutConsentTests
{
    [Theory]
    [InlineData("/ma/form/submit")]
    [InlineData("/ma/email/unsubscribe/abc")]
    public async Task A_form_is_sent_without_the_ids_of_the_device(string path)
    {
        const string Body = "mauticform%5Bemail%5D=a%40b.test&mautic_device_id=k3v9x0a1b2&mtc%5Fid=44&MTC_SID=k3v9&ct=YTowOnt9";
        await using var proxy = await ProxyUnderTest.Start();
        var head = Wire.Head("POST", path + "?ct=YTowOnt9&mautic_device_id=k3v9x0a1b2", "Cookie: mtc_id=44", "Content-Type: " + Wire.Form, $"Content-Length: {Body.Length}");
        var answer = await proxy.Send([.. head, .. Encoding.ASCII.GetBytes(Body)]);
        Assert.Equal(200, answer.Status);
        var received = Assert.Single(proxy.Vendor.Received);
        Assert.Equal("mauticform%5Bemail%5D=a%40b.test", received.BodyText);
        Assert.Equal((path[3..], null), (received.Target, received.Header("Cookie")));
    }

    [Fact]
    public async Task With_consent_a_form_still_says_whose_device_it_was()
    {
        await using var proxy = await ProxyUnderTest.Start();
        await proxy.Send(Wire.Post("/ma/form/submit", Wire.Form, "mauticform%5Bname%5D=x&mautic_device_id=k3v9x0a1b2"));
        Assert.Contains("mautic_device_id=k3v9x0a1b2", Assert.Single(proxy.Vendor.Received).BodyText, StringComparison.Ordinal);
    }
}
