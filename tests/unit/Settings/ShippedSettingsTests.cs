using System.Collections;
using System.Text;
using Microsoft.Extensions.Configuration;
using PrivacyProxy.Redaction;
using PrivacyProxy.Settings;
using PrivacyProxy.Sites;
using PrivacyProxy.Tests.Docs;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Settings;

public sealed class ShippedSettingsTests
{
    private static readonly string s_noSecrets = Path.Combine(AppContext.BaseDirectory, "no-secrets");

    [Theory]
    [InlineData("proxy.json")]
    [InlineData("proxy.reference.json")]
    public void Shipped_configurations_have_no_problems(string file) => Load(Repository.Path("config", file));

    [Fact]
    public void Every_key_of_the_reference_is_at_its_default_or_an_example()
    {
        var path = Repository.Path("config", "proxy.reference.json");
        var settings = Load(path).Settings;
        var written = Configuration(path);
        var defaults = 0;
        foreach (var (key, record) in SettingsTree.Records())
        {
            var place = key.Replace("Sites:NAME", "Sites:shop", StringComparison.Ordinal).Replace("Vendors:NAME", "Vendors:mixpanel", StringComparison.Ordinal);
            foreach (var property in SettingsTree.Properties(record))
            {
                var parent = written.GetSection(place);
                Assert.Contains(property.Name, parent.GetChildren().Select(c => c.Key));
                if (ReferenceSettings.Examples.ContainsKey($"{place}:{property.Name}") || SettingsTree.RecordOf(property.PropertyType) is not null)
                    continue;
                Assert.Equal(Comparable(SettingsTree.Default(property)), Comparable(property.GetValue(At(settings, place))));
                defaults++;
            }
        }

        Assert.True(defaults > 25, $"Only {defaults} settings were compared.");
    }

    [Fact]
    public void Environment_and_file_may_differ_in_case_without_changing_pseudonyms()
    {
        const string key = "c2hvcC1zaG9wLXNob3Atc2hvcC1zaG9wLXNob3Atc2hvcC1zaG9w";
        Assert.Equal(Pseudonym("shop", key), Pseudonym("SHOP", key));
        Assert.NotEqual(Pseudonym("shop", key), Pseudonym("shop2", key));

        static string Pseudonym(string site, string key)
        {
            using var settings = CheckedSettings.With("\"shop\": {", $"\"{site}\": {{ \"PseudonymKey\": \"{key}\", ");
            using var output = new ByteBuffer();
            Load(settings.FilePath).Directory.Sites[0].Vendors[0].Pseudonyms.Current.TryAppend("user-1"u8, output);
            return Encoding.UTF8.GetString(output.Span);
        }
    }

    [Fact]
    public void An_empty_list_of_bot_patterns_finds_only_those_without_a_user_agent()
    {
        using var settings = CheckedSettings.With("\"Sites\":", "\"Bots\": { \"Lists\": [] }, \"Sites\":");
        var bots = Load(settings.FilePath).Directory.Bots;
        Assert.False(bots.Judge("Googlebot/2.1").IsBot);
        Assert.True(bots.Judge("").IsBot);
    }

    [Fact]
    public void A_secret_file_wins_over_the_configuration_file()
    {
        using var settings = CheckedSettings.WithSite("\"PseudonymBits\": 100");
        settings.WriteSecret("PrivacyProxy__Sites__shop__PseudonymBits", "90\n");
        Assert.Equal("90", SettingsFile.Read(settings.FilePath, settings.Secrets, new SettingsProblems())!["PrivacyProxy:Sites:shop:PseudonymBits"]!.Trim());
    }

    internal static LoadedSettings Load(string path)
    {
        var problems = new SettingsProblems();
        var loaded = new DirectoryLoader(path, TimeProvider.System).Load(Configuration(path), problems);
        Assert.Equal("", problems.Any ? SettingsProblem.Print(path, problems.All) : "");
        return loaded!;
    }

    private static IConfigurationRoot Configuration(string path) => SettingsFile.Read(path, s_noSecrets, new SettingsProblems())!;

    private static object At(object settings, string place)
    {
        foreach (var name in place.Split(':').Skip(1))
        {
            settings = settings switch
            {
                IDictionary map => map[name]!,
                IList list => list[int.Parse(name, null)]!,
                _ => settings.GetType().GetProperty(name)!.GetValue(settings)!,
            };
        }

        return settings;
    }

    // Empty lists and maps are equal to none.
    private static object? Comparable(object? value) => value is IEnumerable and not string && !((IEnumerable)value).Cast<object>().Any() ? null : value;
}
