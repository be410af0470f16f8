using System.Text;
using System.Text.Json;
using PrivacyProxy.Redaction;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

/// <summary>Every form that a user agent can be brought down to.</summary>
public sealed class UserAgentFormsTests
{
    private static readonly string[] s_forms = [.. All()];

    [Fact]
    public void Each_form_is_its_own_class()
    {
        foreach (var form in s_forms)
        {
            using var again = new ByteBuffer();
            Assert.True(UserAgentClass.TryCoarsen(Encoding.UTF8.GetBytes(form), again));
            Assert.Equal(form, Encoding.UTF8.GetString(again.Span));
        }
    }

    [Fact]
    public void No_form_is_found_by_the_shipped_list_of_programs()
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        using var list = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config/bots/user-agents.json")), options);
        string[] patterns = [.. list.RootElement.EnumerateArray().Select(entry => entry.GetProperty("pattern").GetString()!)];
        Assert.NotEmpty(patterns);
        foreach (var form in s_forms)
            Assert.DoesNotContain(patterns, pattern => form.Contains(pattern, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void No_form_holds_a_token_by_which_Mautic_takes_it_for_a_robot()
    {
        foreach (var form in s_forms)
            Assert.DoesNotContain(UserAgentClassTests.RobotTokens, token => form.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public void There_are_few_enough_of_them_to_hide_in()
    {
        // One version of a family on one system is one class: no more than these, whatever was sent.
        var perVersion = All(126, 126).Distinct().Count();
        Assert.InRange(perVersion, 7, 49);
    }

    private static IEnumerable<string> All(int from = 1, int to = 180)
    {
        foreach (var family in Enum.GetValues<UserAgentFamily>())
        {
            foreach (var system in Enum.GetValues<UserAgentSystem>())
            {
                for (var major = from; major <= to; major++)
                {
                    if (!Exists(family, system))
                        continue;
                    using var output = new ByteBuffer();
                    UserAgentForms.Write(family, major, system, output);
                    yield return Encoding.UTF8.GetString(output.Span);
                }
            }
        }
    }

    // Safari runs on Apple's systems, Samsung's browser does not.
    private static bool Exists(UserAgentFamily family, UserAgentSystem system) => family switch
    {
        UserAgentFamily.Safari => UserAgentSystems.IsApple(system) || system == UserAgentSystem.MacOs,
        UserAgentFamily.SamsungInternet => !UserAgentSystems.IsApple(system),
        _ => true,
    };
}
