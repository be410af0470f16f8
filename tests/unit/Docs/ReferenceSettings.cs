using System.Reflection;
using System.Text;

namespace PrivacyProxy.Tests.Docs;

/// <summary>
/// Writes config/proxy.reference.json: every key with its comment. What has a default stands at it; what is needed, and
/// one entry of each list of objects, stands as an example.
/// </summary>
internal static class ReferenceSettings
{
    private const int Width = 116;

    /// <summary>Keys that are needed, or whose entries are: the value is an example, not a default.</summary>
    public static readonly IReadOnlyDictionary<string, string> Examples = new Dictionary<string, string>
    {
        ["PrivacyProxy:Sites:shop:Hosts"] = "[\"www.shop.example\"]",
        ["PrivacyProxy:Sites:shop:Consent:Source"] = "\"cookie\"",
        ["PrivacyProxy:Sites:shop:Consent:Cookie"] = "\"consent\"",
        ["PrivacyProxy:Sites:shop:UrlParameters:0:Name"] = "\"category\"",
        ["PrivacyProxy:Sites:shop:UrlParameters:0:Reason"] = "\"Names one of our 40 product categories, not a person.\"",
        ["PrivacyProxy:Sites:shop:Vendors:mixpanel:Path"] = "\"/mp\"",
        ["PrivacyProxy:Sites:shop:Vendors:mixpanel:Upstream"] = "\"https://api-eu.mixpanel.com\"",
        ["PrivacyProxy:Sites:shop:Vendors:mixpanel:Overrides:0:Rules"] = "\"event\"",
        ["PrivacyProxy:Sites:shop:Vendors:mixpanel:Overrides:0:Field"] = "\"**.plan\"",
        ["PrivacyProxy:Sites:shop:Vendors:mixpanel:Overrides:0:Rule"] = "\"keep:token\"",
        ["PrivacyProxy:Sites:shop:Vendors:mixpanel:Overrides:0:Reason"] = "\"One of three plan names, the same for thousands of customers.\"",
        ["PrivacyProxy:Sites:shop:Vendors:mixpanel:WithoutConsent:0:Endpoint"] = "\"scripts\"",
        ["PrivacyProxy:Sites:shop:Vendors:mixpanel:WithoutConsent:0:Reason"] = "\"The library is loaded by our consent platform only after the choice.\"",
    };

    private static readonly Dictionary<string, string> s_names = new() { ["Sites"] = "shop", ["Vendors"] = "mixpanel" };

    public static string Write()
    {
        var text = new StringBuilder("""
            {
              "$schema": "schema/proxy.schema.json",
              // Every setting, generated from the settings records (docs/settings.md says the same as tables). What is marked
              // as an example has no default; all else stands at its default, so a file of your own needs none of it.

            """.ReplaceLineEndings("\n"));
        foreach (var (key, record) in SettingsTree.Records().Take(1))
        {
            Comment(text, XmlComments.Plain(record), 1);
            text.Append("  \"").Append(key).Append("\": ");
            Record(text, key, record, 1);
        }

        return text.Append("\n}\n").ToString();
    }

    private static void Record(StringBuilder text, string key, Type record, int depth)
    {
        text.Append("{\n");
        var isFirst = true;
        foreach (var property in SettingsTree.Properties(record))
        {
            if (!isFirst)
                text.Append(",\n\n");
            isFirst = false;
            Comment(text, XmlComments.Plain(property), depth + 1);
            Property(text, $"{key}:{property.Name}", property, depth + 1);
        }

        text.Append('\n').Append(Indent(depth)).Append('}');
    }

    private static void Property(StringBuilder text, string key, PropertyInfo property, int depth)
    {
        var inner = SettingsTree.RecordOf(property.PropertyType);
        if (Examples.TryGetValue(key, out var example))
            text.Append(Indent(depth)).Append("// (an example)\n");
        text.Append(Indent(depth)).Append('"').Append(property.Name).Append("\": ");
        if (inner is null)
        {
            text.Append(example ?? SettingsDocument.Json(SettingsTree.Default(property)));
        }
        else if (SettingsTree.IsMap(property.PropertyType))
        {
            var name = s_names[property.Name];
            text.Append("{\n").Append(Indent(depth + 1)).Append('"').Append(name).Append("\": ");
            Record(text, $"{key}:{name}", inner, depth + 1);
            text.Append('\n').Append(Indent(depth)).Append('}');
        }
        else if (SettingsTree.IsList(property.PropertyType))
        {
            text.Append("[\n").Append(Indent(depth + 1));
            Record(text, key + ":0", inner, depth + 1);
            text.Append('\n').Append(Indent(depth)).Append(']');
        }
        else
        {
            Record(text, key, inner, depth);
        }
    }

    private static void Comment(StringBuilder text, string words, int depth)
    {
        var line = new StringBuilder();
        foreach (var word in words.Split(' '))
        {
            if (line.Length > 0 && line.Length + word.Length + (depth * 2) + 4 > Width)
                Flush();
            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        Flush();

        void Flush()
        {
            text.Append(Indent(depth)).Append("// ").Append(line).Append('\n');
            line.Clear();
        }
    }

    private static string Indent(int depth) => new(' ', depth * 2);
}
