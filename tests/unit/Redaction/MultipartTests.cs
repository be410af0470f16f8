using System.Text;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

/// <summary>Multipart forms: what two readers could cut in different places, or call by different names, is unreadable.</summary>
public sealed class MultipartTests
{
    private const string Name = "Content-Disposition: form-data; name=";

    [Theory]
    [InlineData("page_title", "a")]
    [InlineData("note", "a\r\nb")]
    [InlineData("note", "")]
    [InlineData("note", "--")]
    [InlineData("note", "--b is no boundary here")]
    public void A_part_is_redacted_like_a_field(string name, string value)
    {
        var body = Part($"{Name}\"{name}\"", value.Replace("--b", "-b", StringComparison.Ordinal));
        Assert.Equal($"--b\r\n{body[5..]}--b--\r\n", Sent(body + "--b--\r\n").BodyText);
    }

    [Theory]
    [InlineData("Content-Disposition: form-data; name=\"note\"")]
    [InlineData("Content-Disposition: form-data; name=note")]
    [InlineData("content-disposition:form-data;name=\"note\"")]
    [InlineData("CONTENT-DISPOSITION: FORM-DATA; NAME=\"note\"")]
    [InlineData("Content-Disposition: form-data; name=\"note\"; x=y")]
    [InlineData("Content-Disposition: form-data; name=\"note\"\r\nX-Custom: jane@example.com")]
    public void Headers_are_written_anew(string headers) =>
        Assert.Equal("--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\na\r\n--b--\r\n", Sent(Part(headers, "a") + "--b--\r\n").BodyText);

    [Theory]
    [InlineData("name=\"email\"")]
    [InlineData("name=\"EMAIL\"")]
    [InlineData("name=\"email[]\"")]
    [InlineData("name=\"x[email]\"")]
    [InlineData("name=\" email\"")]
    [InlineData("name=email")]
    [InlineData("name=\"jane@example.com\"")]
    public void A_personal_part_does_not_leave(string name) =>
        Assert.Equal("--b--\r\n", Sent(Part("Content-Disposition: form-data; " + name, "jane") + "--b--\r\n").BodyText);

    [Theory]
    [InlineData("name=\"f\"; filename=\"jane.txt\"")]
    [InlineData("name=\"f\"; filename=\"\"")]
    [InlineData("name=\"f\"; filename*=UTF-8''jane.txt")]
    [InlineData("name=\"f\"; filename=\"a\"; filename*=UTF-8''jane.txt")]
    public void A_file_does_not_leave_with_a_page_hit(string file) =>
        Assert.Equal("--b--\r\n", Sent(Part("Content-Disposition: form-data; " + file, "jane") + "--b--\r\n").BodyText);

    [Fact]
    public void Several_parts_of_one_name_stay_several()
    {
        var body = Part(Name + "\"tags[]\"", "a") + Part(Name + "\"tags[]\"", "b") + "--b--\r\n";
        Assert.Equal(body, Sent(body).BodyText);
    }

    [Theory]
    [InlineData("Content-Disposition: form-data; name=\"note\"; name=\"email\"")]
    [InlineData("Content-Disposition: form-data; name=\"note\"; NAME=\"email\"")]
    [InlineData("Content-Disposition: form-data; name=\"note\\\"; x=\"\"")]
    [InlineData("Content-Disposition: form-data; name=\"\"")]
    [InlineData("Content-Disposition: form-data")]
    [InlineData("Content-Disposition: attachment; name=\"note\"")]
    [InlineData("Content-Disposition: form-data; name=\"note\"\r\nContent-Disposition: form-data; name=\"email\"")]
    [InlineData("Content-Disposition: form-data; name=\"note\"\r\nContent-Type: text/plain\r\nContent-Type: text/html")]
    [InlineData("Content-Disposition: form-data; name=\"note\"\r\nContent-Transfer-Encoding: base64")]
    [InlineData("Content-Disposition: form-data; name=\"note\"\r\ncontent-transfer-encoding: 8bit")]
    [InlineData("Content-Disposition: form-data;\r\n name=\"note\"")]
    [InlineData("Content-Disposition: form-data; name=\"note\"\r\nbroken line")]
    [InlineData("Content-Disposition: form-data; name=\"note\"\n\nX: y")]
    [InlineData("Content-Type: text/plain")]
    [InlineData("")]
    public void Headers_that_can_be_read_in_two_ways_are_unreadable(string headers) => IsUnreadable(Part(headers, "a") + "--b--\r\n");

    [Theory]
    [InlineData("")]
    [InlineData("--b")]
    [InlineData("--b--")]
    [InlineData("--b\r\n")]
    [InlineData("preamble\r\n--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\na\r\n--b--\r\n")]
    [InlineData("\r\n--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\na\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\na\r\n--b--\r\nepilogue")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\na\r\n--b--\r\n--b\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\njane\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\na\r\n--b \r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\na\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\na\n--b\nContent-Disposition: form-data; name=\"email\"\n\njane\r\n--b--\r\n")]
    [InlineData("--b\nContent-Disposition: form-data; name=\"note\"\n\na\n--b--\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"note\"\r\na\r\n--b--\r\n")]
    [InlineData("--B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\na\r\n--B--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\na\r\n--b-\r\n")]
    public void A_body_that_can_be_cut_in_two_ways_is_unreadable(string body)
    {
        // No parts at all are no form, and no harm.
        if (body == "--b--")
            Assert.Equal("--b--\r\n", Sent(body).BodyText);
        else if (body.Length == 0)
            Assert.Empty(Sent(body).Body);
        else
            IsUnreadable(body);
    }

    /// <summary>A multipart body inside of a part is a text to us, and whatever its names say, its values are judged.</summary>
    [Fact]
    public void A_nested_form_is_judged_as_a_text()
    {
        var inner = "--c\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\njane.doe@example.com\r\n--c--";
        var body = Part(Name + "\"note\"\r\nContent-Type: multipart/mixed; boundary=c", inner) + "--b--\r\n";
        Assert.DoesNotContain("jane", Sent(body).BodyText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=b", true)]
    [InlineData("multipart/form-data; boundary=\"b\"", true)]
    [InlineData("Multipart/Form-Data; Boundary=b", true)]
    [InlineData("multipart/form-data; charset=utf-8; boundary=b", true)]
    [InlineData("multipart/form-data", false)]
    [InlineData("multipart/form-data; boundary=", false)]
    [InlineData("multipart/form-data; boundary=\"\"", false)]
    [InlineData("multipart/form-data; boundary=\"b b\"", false)]
    [InlineData("multipart/form-data; boundary=\"b\\\"\"", false)]
    [InlineData("multipart/form-data; boundary=\"b;c\"", false)]
    // The vendor is told of the one that was read.
    [InlineData("multipart/form-data; boundary=b; boundary=c", true)]
    [InlineData("multipart/form-data; boundary=b; charset=utf-16", false)]
    [InlineData("multipart/mixed; boundary=b", false)]
    public void A_boundary_is_one_word(string type, bool isRead)
    {
        var departure = PipelineInProcess.Shipped.Run(RequestInProcess.Post("/ma/mtc/event", type, Part(Name + "\"note\"", "a") + "--b--\r\n"));
        Assert.Equal(isRead, departure.Leaves);
        if (isRead)
            Assert.Equal("multipart/form-data; boundary=\"b\"", departure.ContentType);
        else
            Assert.Equal(415, departure.Status);
    }

    [Theory]
    [InlineData(70, true)]
    [InlineData(71, false)]
    public void A_boundary_is_as_long_as_the_standard_says(int length, bool isRead)
    {
        var boundary = new string('b', length);
        Assert.Equal(isRead, PipelineInProcess.Shipped.Run(RequestInProcess.Post(
            "/ma/mtc/event", "multipart/form-data; boundary=" + boundary, $"--{boundary}--\r\n")).Leaves);
    }

    private static void IsUnreadable(string body)
    {
        var departure = Sent(body);
        Assert.Equal((false, "unreadable"), (departure.Leaves, departure.Reason));
    }

    private static Departure Sent(string body) =>
        PipelineInProcess.Shipped.Run(RequestInProcess.Post("/ma/mtc/event", "multipart/form-data; boundary=b", Encoding.UTF8.GetBytes(body)));

    private static string Part(string headers, string value) => $"--b\r\n{headers}\r\n\r\n{value}\r\n";
}
