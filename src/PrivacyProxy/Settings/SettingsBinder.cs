using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace PrivacyProxy.Settings;

/// <summary>
/// Reads a configuration section into a settings record, strictly: an unknown key and a value of another kind are
/// problems, and all of them are found in one go (the framework's own binder stops at the first).
/// </summary>
internal sealed class SettingsBinder(SettingsProblems problems)
{
    public T Bind<T>(IConfigurationSection section)
        where T : new() => (T)BindRecord(typeof(T), section);

    private object BindRecord(Type type, IConfigurationSection section)
    {
        var record = Activator.CreateInstance(type)!;
        if (!string.IsNullOrEmpty(section.Value))
            problems.Add(section.Path, Quote(section.Value), "an object", "Write { … } with the keys of docs/settings.md.");
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite)
            .ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (!properties.TryGetValue(child.Key, out var property))
            {
                problems.Add(child.Path, $"the unknown key \"{child.Key}\"", "one of " + string.Join(", ", properties.Keys),
                    SpellingOf(child.Key, properties.Keys) is { } near ? $"Did you mean \"{near}\"?" : "Remove it, or see docs/settings.md.");
                continue;
            }

            if (IsNull(child))
                continue;
            if (BindValue(property.PropertyType, child) is { } value)
                property.SetValue(record, value);
        }

        return record;
    }

    private object? BindValue(Type declared, IConfigurationSection section)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return BindDictionary(type.GetGenericArguments()[1], section);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return BindList(type.GetGenericArguments()[0], section);
        if (!IsScalar(type))
            return BindRecord(type, section);
        if (section.Value is not { } text)
        {
            problems.Add(section.Path, "an object or a list", Wanted(type), "Write a single value.");
            return null;
        }

        var value = Parse(type, text);
        if (value is null)
            problems.Add(section.Path, Quote(text), Wanted(type), "Correct the value.");
        return value;
    }

    private IDictionary BindDictionary(Type valueType, IConfigurationSection section)
    {
        var dictionary = (IDictionary)Activator.CreateInstance(
            typeof(Dictionary<,>).MakeGenericType(typeof(string), valueType), StringComparer.OrdinalIgnoreCase)!;
        if (!string.IsNullOrEmpty(section.Value))
            problems.Add(section.Path, valueType == typeof(SecretText) ? "a text" : Quote(section.Value), "an object", "Write { \"name\": … }.");
        foreach (var child in section.GetChildren())
        {
            if (BindValue(valueType, child) is { } value)
                dictionary[child.Key] = value;
        }

        return dictionary;
    }

    /// <summary>A list may be written as a single value; an environment variable is easier to write so.</summary>
    private IList BindList(Type elementType, IConfigurationSection section)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(elementType))!;
        if (!string.IsNullOrEmpty(section.Value) && IsScalar(elementType))
        {
            if (BindValue(elementType, section) is { } single)
                list.Add(single);
            return list;
        }

        foreach (var child in section.GetChildren())
        {
            if (!int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                problems.Add(child.Path, $"the key \"{child.Key}\"", "a list", "Write [ … ].");
            else if (BindValue(elementType, child) is { } value)
                list.Add(value);
        }

        return list;
    }

    private static bool IsScalar(Type type) =>
        type == typeof(string) || type == typeof(SecretText) || type == typeof(DateTimeOffset) || type.IsPrimitive || type.IsEnum;

    private static bool IsNull(IConfigurationSection section) => section.Value is null && !section.GetChildren().Any();

    private static object? Parse(Type type, string text)
    {
        if (type == typeof(string))
            return text;
        if (type == typeof(SecretText))
            return new SecretText(text.Trim());
        if (type == typeof(bool))
            return bool.TryParse(text, out var b) ? b : null;
        if (type == typeof(int))
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var i) ? i : null;
        if (type == typeof(DateTimeOffset))
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
                ? moment : null;
        }

        // A number, or several names with commas, would name an enum member too; nobody means that.
        return type.IsEnum && text.Length > 0 && text.All(char.IsAsciiLetter) && Enum.TryParse(type, text, ignoreCase: true, out var e) ? e : null;
    }

    private static string Wanted(Type type)
    {
        if (type == typeof(bool))
            return "true or false";
        if (type == typeof(int))
            return "a whole number";
        if (type == typeof(DateTimeOffset))
            return "a moment such as 2026-12-01T00:00:00Z";
        return type.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(type).Select(n => n.ToLowerInvariant())) : "a text";
    }

    private static string Quote(string text) => text.Length > 80 ? $"a text of {text.Length} characters" : $"\"{text}\"";

    /// <summary>The known key that is at most two typing errors away.</summary>
    internal static string? SpellingOf(string key, IEnumerable<string> known) =>
        known.Select(k => (Name: k, Distance: Distance(key.ToUpperInvariant(), k.ToUpperInvariant())))
            .Where(k => k.Distance <= 2).OrderBy(k => k.Distance).Select(k => k.Name).FirstOrDefault();

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
