using FsCheck;
using FsCheck.Fluent;
using PrivacyProxy.Bots;
using Xunit;

namespace PrivacyProxy.Tests.Bots;

public sealed class BotCheckTests
{
    private static readonly BotCheck Check = new(new BotPatterns([new("curl/", "library"), new("HeadlessChrome", "headless")]));

    [Theory]
    [InlineData("")]
    [InlineData(" \t ")]
    public void No_user_agent_is_a_program(string userAgent) =>
        Assert.Equal(new BotVerdict(true, "no_user_agent"), Check.Judge(userAgent));

    [Fact]
    public void An_oversized_user_agent_is_a_program()
    {
        Assert.False(Check.Judge(new string('x', 1024)).IsBot);
        Assert.Equal(new BotVerdict(true, "oversized_user_agent"), Check.Judge(new string('x', 1025)));
    }

    [Theory]
    [InlineData("curl/8.5.0", "library")]
    [InlineData("CURL/8.5.0", "library")]
    [InlineData("Mozilla/5.0 headlesschrome/140", "headless")]
    public void A_pattern_gives_its_reason(string userAgent, string reason) =>
        Assert.Equal(BotVerdict.Bot(reason), Check.Judge(userAgent));

    [Fact]
    public void A_pattern_is_found_wherever_it_stands() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), ArbMap.Default.ArbFor<string>(), (before, after) =>
            Check.Judge($"{before}cUrL/{after}").IsBot).QuickCheckThrowOnFailure();
}
