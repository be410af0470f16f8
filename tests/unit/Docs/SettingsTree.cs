using System.Reflection;
using PrivacyProxy.Settings;

namespace PrivacyProxy.Tests.Docs;

/// <summary>The settings records as a tree, read by reflection in the order in which they are written.</summary>
internal static class SettingsTree
{
    /// <summary>Each record with the key under which it stands, parents first.</summary>
    public static IEnumerable<(string Key, Type Record)> Records() => Below("PrivacyProxy", typeof(ProxySettings));

    public static IEnumerable<PropertyInfo> Properties(Type record) =>
        record.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).OrderBy(p => p.MetadataToken);

    /// <summary>The record inside of a property's type, or null for plain values.</summary>
    public static Type? RecordOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType)
            return RecordOf(type.GetGenericArguments()[^1]);
        return type.IsClass && type != typeof(string) && type != typeof(SecretText) ? type : null;
    }

    public static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);

    public static bool IsMap(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>);

    public static bool IsNeeded(PropertyInfo property)
    {
        var text = XmlComments.Plain(property);
        return text.Contains("Needed.", StringComparison.Ordinal) || text.Contains("At least one is needed", StringComparison.Ordinal)
            || text.Contains("Required: ", StringComparison.Ordinal);
    }

    /// <summary>The value that holds when nothing is written; null for none.</summary>
    public static object? Default(PropertyInfo property) => property.GetValue(Activator.CreateInstance(property.DeclaringType!));

    private static IEnumerable<(string Key, Type Record)> Below(string key, Type record)
    {
        yield return (key, record);
        foreach (var property in Properties(record))
        {
            if (RecordOf(property.PropertyType) is not { } inner)
                continue;
            var name = IsMap(property.PropertyType) ? property.Name + ":NAME" : IsList(property.PropertyType) ? property.Name + ":0" : property.Name;
            foreach (var below in Below($"{key}:{name}", inner))
                yield return below;
        }
    }
}
