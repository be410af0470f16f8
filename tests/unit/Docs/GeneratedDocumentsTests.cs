using System.Text.Json;
using PrivacyProxy.Settings;
using PrivacyProxy.Tests.Support;
using PrivacyProxy.Vendors;
using Xunit;

namespace PrivacyProxy.Tests.Docs;

/// <summary>Documents that are written by the product's own code say what it does; <c>DOCS=write</c> writes them anew.</summary>
public sealed class GeneratedDocumentsTests
{
    private static readonly VendorCatalogue s_shipped = VendorCatalogue.Load([Repository.Path("config", "vendors")], new SettingsProblems());

    [Fact]
    public void Settings_are_documented_as_they_are_read() => GeneratedFile.Is("docs/settings.md", SettingsDocument.Write());

    [Fact]
    public void What_leaves_is_documented_by_the_rules_that_requests_obey() =>
        GeneratedFile.Is("docs/what-leaves.md", new WhatLeavesDocument(s_shipped).Write());

    [Fact]
    public void The_short_table_of_the_readme_follows_the_rules() =>
        GeneratedFile.HasPart("README.md", "what-leaves", new WhatLeavesTable(s_shipped).Write());

    [Fact]
    public void The_reference_settings_are_complete() => GeneratedFile.Is("config/proxy.reference.json", ReferenceSettings.Write());

    [Fact]
    public void The_schema_of_profiles_follows_the_records() => GeneratedFile.Is("config/schema/vendor.schema.json", SchemaDocument.OfProfiles());

    [Fact]
    public void The_schema_of_the_settings_follows_the_records() => GeneratedFile.Is("config/schema/proxy.schema.json", SchemaDocument.OfSettings());

    [Fact]
    public void The_rule_pattern_of_the_schema_accepts_every_rule_that_ships()
    {
        using var schema = JsonDocument.Parse(SchemaDocument.OfProfiles());
        var pattern = schema.RootElement.GetProperty("properties").GetProperty("headers").GetProperty("additionalProperties").GetProperty("pattern").GetString()!;
        var rules = s_shipped.Names.Select(n => s_shipped.Find(n)!)
            .SelectMany(p => p.Headers.Values.Concat(p.Rules.Values.SelectMany(r => r.Fields.Values))).Distinct().ToList();
        Assert.True(rules.Count > 15);
        Assert.All(rules, rule => Assert.Matches(pattern, rule));
        Assert.All(["kep", "keep | ", "keep|scan|remove", "coarsen:shoe", ""], rule => Assert.DoesNotMatch(pattern, rule));
    }

    /// <summary>What a profile's author gets of an editor is what the loader takes: the same keys at each place.</summary>
    [Fact]
    public void Shipped_profiles_use_only_keys_of_the_schema()
    {
        using var schema = JsonDocument.Parse(SchemaDocument.OfProfiles());
        foreach (var file in Repository.Files("config/vendors", "*.json"))
        {
            using var profile = JsonDocument.Parse(File.ReadAllText(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            Check(profile.RootElement, schema.RootElement, Path.GetFileName(file));
        }

        static void Check(JsonElement value, JsonElement schema, string where)
        {
            if (value.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in value.EnumerateArray())
                    Check(item, schema.GetProperty("items"), where + "[]");
            }
            else if (value.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in value.EnumerateObject())
                {
                    var known = schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(member.Name, out var named)
                        ? named : schema.GetProperty("additionalProperties");
                    Assert.True(known.ValueKind == JsonValueKind.Object, $"{where}.{member.Name} is not in the schema.");
                    Check(member.Value, known, $"{where}.{member.Name}");
                }
            }
            else if (schema.TryGetProperty("enum", out var allowed))
            {
                Assert.Contains(value.GetString(), allowed.EnumerateArray().Select(a => a.GetString()));
            }
        }
    }
}
