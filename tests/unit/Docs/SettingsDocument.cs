using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using PrivacyProxy.Settings;

namespace PrivacyProxy.Tests.Docs;

/// <summary>Writes docs/settings.md from the settings records and their comments.</summary>
internal static class SettingsDocument
{
    private const string Head = """
        # Settings

        <!-- Generated from the settings records in src/PrivacyProxy; DOCS=write writes it anew (see CONTRIBUTING.md). -->

        Settings come from three places; later ones win:

        1. the JSON file named by `--config` (default `config/proxy.json`); comments and trailing commas are allowed;
        2. a directory with one file per secret, named by `--secrets` (default `/run/secrets`); only files whose names begin
           with `PrivacyProxy__` are read;
        3. environment variables.

        In file names and environment variables two underscores stand for the colon, and lists are numbered from 0. The key
        `PrivacyProxy:Sites:shop:PseudonymKey` is

        | place | written |
        |---|---|
        | environment | `PrivacyProxy__Sites__shop__PseudonymKey=…` |
        | secret file | `/run/secrets/PrivacyProxy__Sites__shop__PseudonymKey` |
        | JSON | `{ "PrivacyProxy": { "Sites": { "shop": { "PseudonymKey": "…" } } } }` (not for secrets) |

        The first host of a site is `PrivacyProxy__Sites__shop__Hosts__0`. A list of one value may be written without the
        number. Keys are read whatever their case. Unknown keys are errors, and `check` names all problems at once.

        `NAME` below is a name of your choice for a site, and the name of a profile for a vendor. Every setting with its
        default stands in [config/proxy.reference.json](../config/proxy.reference.json).

        Listeners and certificates are not settings of the proxy: they stand in the section `Kestrel` of the same file, as
        [ASP.NET Core documents it](https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/endpoints), or in
        `ASPNETCORE_URLS`. Without either, the proxy listens on `http://localhost:8080`.

        """;

    public static string Write()
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var (key, record) in SettingsTree.Records())
        {
            text.Append("\n## `").Append(key).Append("`\n\n").Append(XmlComments.Markdown(record)).Append("\n\n");
            text.Append("| key | value | default | what it does |\n|---|---|---|---|\n");
            foreach (var property in SettingsTree.Properties(record))
            {
                text.Append("| `").Append(property.Name).Append("` | ").Append(Values(property.PropertyType)).Append(" | ")
                    .Append(DefaultOf(property)).Append(" | ").Append(Cell(XmlComments.Markdown(property))).Append(" |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>A value as it is written in JSON.</summary>
    public static string Json(object? value) => value switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        string or Enum => "\"" + Text(value) + "\"",
        IDictionary => "{}",
        IEnumerable => "[]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "{}",
    };

    private static string Text(object value) => value is Enum ? value.ToString()!.ToLowerInvariant() : value.ToString()!;

    private static string Values(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (SettingsTree.IsList(plain))
            return "list of " + Plural(plain.GetGenericArguments()[0]);
        if (SettingsTree.IsMap(plain))
            return "names with " + Plural(plain.GetGenericArguments()[1]);
        if (plain.IsEnum)
            return string.Join(", ", Enum.GetNames(plain).Select(n => "`" + n.ToLowerInvariant() + "`"));
        return plain == typeof(bool) ? "`true`, `false`"
            : plain == typeof(int) ? "whole number"
            : plain == typeof(SecretText) ? "secret text"
            : plain == typeof(DateTimeOffset) ? "moment"
            : plain == typeof(string) ? "text" : "object";
    }

    private static string Plural(Type type) =>
        type == typeof(string) ? "texts" : type == typeof(SecretText) ? "secret texts" : SettingsTree.RecordOf(type) is null ? Values(type) : "objects";

    private static string DefaultOf(PropertyInfo property)
    {
        if (SettingsTree.IsNeeded(property))
            return "needed";
        var value = SettingsTree.Default(property);
        return value is null ? "absent" : SettingsTree.RecordOf(property.PropertyType) is not null && value is not IEnumerable ? "see below" : $"`{Json(value)}`";
    }

    private static string Cell(string markdown) => markdown.Replace("|", "\\|", StringComparison.Ordinal);
}
