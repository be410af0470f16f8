using PrivacyProxy.Vendors;
using Xunit;

namespace PrivacyProxy.Tests.Vendors;

public sealed class EndpointTableTests
{
    private static readonly EndpointTable s_table = new(
        [
            ("/track", Named("track")),
            ("/form/submit", Named("submit")),
            ("/form/{id}", Named("form")),
            ("/email/{hash}.gif", Named("open")),
            ("/email/unsubscribe/{hash}/{email}/{secret}", Named("unsubscribe")),
            ("/libs/*", Named("scripts")),
        ],
        new Dictionary<string, string> { ["/e"] = "/track" },
        "/index.php");

    [Theory]
    [InlineData("/track", "track", "/track")]
    [InlineData("/track/", "track", "/track")]
    [InlineData("/e/", "track", "/track")]
    [InlineData("/index.php/track", "track", "/track")]
    [InlineData("/form/submit", "submit", "/form/submit")]
    [InlineData("/form/7", "form", "/form/7")]
    [InlineData("/email/abc.gif", "open", "/email/abc.gif")]
    [InlineData("/email/unsubscribe/h/anna@example.org/s", "unsubscribe", "/email/unsubscribe/h/anna%40example.org/s")]
    [InlineData("/libs/a/b.min.js", "scripts", "/libs/a/b.min.js")]
    [InlineData("///libs/a/b.min.js", "scripts", "/libs/a/b.min.js")]
    public void Finds_the_endpoint_and_writes_its_path_anew(string path, string name, string outgoing)
    {
        var match = s_table.Find(path);
        Assert.Equal(name, match?.Endpoint.Name);
        Assert.Equal(outgoing, match?.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/Track")]
    [InlineData("/track/x")]
    [InlineData("/track//")]
    [InlineData("/index.php")]
    [InlineData("/index.phptrack")]
    [InlineData("/form/")]
    [InlineData("/form/1/2")]
    [InlineData("/email/.gif")]
    [InlineData("/libs")]
    [InlineData("/libs/../s/login")]
    [InlineData("/libs/./a.js")]
    [InlineData("/libs//a.js")]
    [InlineData("/libs/a%2Fb.js")]
    [InlineData("/libs/a\\b.js")]
    [InlineData("/libs/a;b.js")]
    [InlineData("/libs/a\0.js")]
    [InlineData("/form/%2e%2e")]
    public void Finds_nothing_under_other_paths(string path) => Assert.Null(s_table.Find(path));

    private static Endpoint Named(string name) =>
        new() { Name = name, Kind = EndpointKind.Event, Methods = ["GET"], NeedsConsent = true, Answer = VendorAnswer.NoContent };
}
