using System.Text;
using PrivacyProxy.Redaction;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

public sealed class UserAgentClassTests
{
    // Of the list by which Mautic takes a user agent for a robot: the tokens short enough to appear by accident.
    internal static readonly string[] RobotTokens =
    [
        "Buck", "Fetch", "Fever", "NING", "Sonic", "YaK", "curl", "axios", "okhttp", "sentry", "speedy", "WhatsApp", "AHC",
        "Apache-HttpClient", "Go-http-client", "Java/1.4", "bot", "Bot", "crawl", "Crawl", "spider", "Spider", "Headless", "http",
    ];

    public static TheoryData<string, string> Classes
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var row in TextTable.Rows("values/user-agents.txt"))
                rows.Add(row[0], row[1]);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Coarsens_a_user_agent_to_its_class(string userAgent, string expected)
    {
        CoarsenedClassTests.CheckOnce((value, output) => UserAgentClass.TryCoarsen(value, output), userAgent, expected);
        CoarsenedClassTests.CheckOnce((value, output) => UserAgentClass.TryCoarsen(value, output), expected, expected);
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void A_class_never_holds_a_token_of_a_robot(string userAgent, string expected)
    {
        Assert.DoesNotContain(RobotTokens, token => expected.Contains(token, StringComparison.Ordinal));
        Assert.NotEmpty(userAgent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("jane")]
    [InlineData("curl/8.5.0")]
    public void Does_not_guess_without_a_system(string userAgent)
    {
        using var output = new ByteBuffer();
        Assert.False(UserAgentClass.TryCoarsen(Encoding.UTF8.GetBytes(userAgent), output));
        Assert.Equal(0, output.Length);
    }
}
