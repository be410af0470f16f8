using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PrivacyProxy.Redaction;
using PrivacyProxy.Settings;
using PrivacyProxy.Vendors;

#pragma warning disable RS0030 // A DOM is banned from the product; a schema is built most readably as one.

namespace PrivacyProxy.Tests.Docs;

/// <summary>Writes the JSON schemas (2020-12) of vendor profiles and of the settings from the records that are read.</summary>
internal sealed class SchemaDocument
{
    private const string Rule = "^ *(?:RULE)(?: *\\| *(?:RULE))? *$";

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Func<PropertyInfo, string> _name;
    private readonly Func<PropertyInfo, JsonObject?> _special;
    private readonly bool _allowsNull;

    private SchemaDocument(Func<PropertyInfo, string> name, Func<PropertyInfo, JsonObject?> special, bool allowsNull) =>
        (_name, _special, _allowsNull) = (name, special, allowsNull);

    public static string OfProfiles()
    {
        var schema = new SchemaDocument(NameInProfile, SpecialInProfiles, allowsNull: false).Record(typeof(VendorProfile));
        return Print("A vendor profile of PrivacyProxy", schema);
    }

    public static string OfSettings()
    {
        var section = new SchemaDocument(p => p.Name, _ => null, allowsNull: true).Record(typeof(ProxySettings));
        var schema = new JsonObject
        {
            ["description"] = "The configuration file. Sections other than PrivacyProxy are ASP.NET Core's own.",
            ["type"] = "object",
            ["properties"] = new JsonObject { ["$schema"] = new JsonObject { ["type"] = "string" }, ["PrivacyProxy"] = section },
            ["required"] = new JsonArray("PrivacyProxy"),
        };
        return Print("Configuration of PrivacyProxy", schema);
    }

    public static string NameInProfile(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static string Print(string title, JsonObject schema)
    {
        var whole = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach (var (key, value) in schema.ToList())
        {
            schema.Remove(key);
            whole[key] = value;
        }

        return whole.ToJsonString(s_json);
    }

    private JsonObject Record(Type record)
    {
        var properties = new JsonObject();
        var needed = new JsonArray();
        foreach (var property in SettingsTree.Properties(record))
        {
            var schema = Value(property.PropertyType, property);
            if (_allowsNull && SettingsTree.Default(property) is null)
                AllowNull(schema);
            schema.Remove("description");
            schema.Insert(0, "description", XmlComments.Plain(property));
            properties[_name(property)] = schema;
            if (XmlComments.Plain(property).EndsWith("Needed.", StringComparison.Ordinal))
                needed.Add(_name(property));
        }

        var result = new JsonObject { ["description"] = XmlComments.Plain(record), ["type"] = "object", ["properties"] = properties };
        if (needed.Count > 0)
            result["required"] = needed;
        result["additionalProperties"] = false;
        return result;
    }

    private static void AllowNull(JsonObject schema)
    {
        if (schema["enum"] is JsonArray values)
            values.Add(null);
        else
            schema["type"] = new JsonArray(schema["type"]!.GetValue<string>(), "null");
    }

    private JsonObject Value(Type type, PropertyInfo property)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (_special(property) is { } special)
            return special;
        if (SettingsTree.IsList(type))
            return new JsonObject { ["type"] = "array", ["items"] = Inner(type.GetGenericArguments()[0]) };
        if (SettingsTree.IsMap(type))
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = Inner(type.GetGenericArguments()[1]) };
        return Inner(type);
    }

    private JsonObject Inner(Type type)
    {
        if (SettingsTree.IsMap(type))
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = Inner(type.GetGenericArguments()[1]) };
        if (type.IsEnum)
            return OneOf([.. Enum.GetNames(type).Select(n => n.ToLowerInvariant())]);
        if (type == typeof(bool))
            return new JsonObject { ["type"] = "boolean" };
        if (type == typeof(int))
            return new JsonObject { ["type"] = "integer" };
        if (type == typeof(DateTimeOffset))
            return new JsonObject { ["type"] = "string", ["format"] = "date-time" };
        return type == typeof(string) || type == typeof(SecretText) ? new JsonObject { ["type"] = "string" } : Record(type);
    }

    private static JsonObject? SpecialInProfiles(PropertyInfo property) => property.Name switch
    {
        nameof(VendorProfile.Purpose) => OneOf("analytics", "marketing"),
        nameof(VendorProfile.Headers) or nameof(RuleSetProfile.Fields) or nameof(RuleSetProfile.WithReplay) =>
            new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string", ["pattern"] = RulePattern() } },
        nameof(VendorProfile.Cookies) => new JsonObject { ["type"] = "object", ["additionalProperties"] = OneOf("consent", "page") },
        nameof(EndpointProfile.Methods) => new JsonObject { ["type"] = "array", ["items"] = OneOf("GET", "HEAD", "POST") },
        nameof(EndpointProfile.Kind) => OneOf([.. Enum.GetNames<EndpointKind>().Select(n => n.ToLowerInvariant())]),
        nameof(RuleSetProfile.Otherwise) => OneOf("scan", "remove", "keep"),
        nameof(RuleSetProfile.Place) => new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = OneOf("country", "region", "city") },
        },
        _ => null,
    };

    private static JsonObject OneOf(params string[] values) =>
        new() { ["enum"] = new JsonArray([.. values.Select(v => (JsonNode)JsonValue.Create(v))]) };

    // The known rules are told by the product; capitals in them stand for any text.
    private static string RulePattern() => Rule.Replace(
        "RULE",
        string.Join('|', RuleText.Known.Split(", ").Select(r => r.Replace("RULES", "[^| ]+", StringComparison.Ordinal).Replace("TEXT", "[^|]+", StringComparison.Ordinal))),
        StringComparison.Ordinal);
}
