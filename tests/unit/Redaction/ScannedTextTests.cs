using System.Text;
using PrivacyProxy.Redaction;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

/// <summary>Texts of fields without a rule, as the walkers hand them over.</summary>
public sealed class ScannedTextTests
{
    [Theory]
    [InlineData("/reset?token=abc123&first_name=Jane", "/reset")]
    [InlineData("shop.test/reset?token=abc123&utm_source=mail", "shop.test/reset?utm_source=mail")]
    [InlineData("https:/\\shop.test/reset?token=abc123", "https://shop.test/reset")]
    [InlineData("https%3A%2F%2Fshop.test%2Freset%3Ftoken%3Dabc123", "https%3A%2F%2Fshop.test%2Freset")]
    [InlineData("https%253A%252F%252Fshop.test%252Freset%253Ftoken%253Dabc123", "https%3A%2F%2Fshop.test%2Freset")]
    [InlineData("?token=abc123", null)]
    public void A_url_without_scheme_or_under_escapes_loses_its_parameters(string value, string? sent) => Assert.Equal(sent, Scan(value));

    [Theory]
    [InlineData("{\"name\":\"Jane\",\"name\":\"Jane\"}")]
    [InlineData("{\"first_name\":\"Jane\",\"last_na")]
    [InlineData("{'first_name': 'Jane'}")]
    [InlineData(" [ {\"first_name\":\"Jane\"},]")]
    public void A_document_that_cannot_be_read_does_not_pass_as_text(string value) => Assert.Equal("[encoded]", Scan(value));

    [Theory]
    [InlineData("[SALE] Shoes")]
    [InlineData("{0} items")]
    [InlineData("{{name}}")]
    [InlineData("[1, 2")]
    [InlineData("Really? a=b")]
    [InlineData("what?")]
    [InlineData("a=b")]
    [InlineData("50%25")]
    public void Text_that_only_begins_alike_is_kept(string value) => Assert.Equal(value, Scan(value));

    private static string? Scan(string value)
    {
        using var output = new ByteBuffer();
        return SomeRedaction.Redactor().Redact(FieldRule.Scan, Encoding.UTF8.GetBytes(value), SomeRedaction.Rules("mixpanel", "event"), output) switch
        {
            Outcome.Kept => value,
            Outcome.Changed => Encoding.UTF8.GetString(output.Span),
            _ => null,
        };
    }
}
