using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace PrivacyProxy.Tests.Docs;

/// <summary>The summaries of the product's XML documentation, as Markdown or plain text.</summary>
internal static class XmlComments
{
    private static readonly Dictionary<string, XElement> s_members =
        XDocument.Load(Path.Combine(AppContext.BaseDirectory, "PrivacyProxy.xml")).Descendants("member")
            .ToDictionary(m => m.Attribute("name")!.Value, m => m.Element("summary") ?? new XElement("summary"));

    public static string Markdown(Type type) => Text("T:" + type.FullName, code: "`");

    public static string Markdown(PropertyInfo property) => Text(Key(property), code: "`");

    public static string Plain(Type type) => Text("T:" + type.FullName, code: "");

    public static string Plain(PropertyInfo property) => Text(Key(property), code: "");

    private static string Key(PropertyInfo property) => $"P:{property.DeclaringType!.FullName}.{property.Name}";

    private static string Text(string member, string code)
    {
        if (!s_members.TryGetValue(member, out var summary) || summary.Value.Trim().Length == 0 && !summary.HasElements)
            throw new InvalidOperationException($"{member} has no summary.");
        var text = new StringBuilder();
        foreach (var node in summary.Nodes())
        {
            text.Append(node switch
            {
                XElement { Name.LocalName: "see" or "seealso" } see => code + (see.Attribute("cref")?.Value ?? "").Split('.')[^1] + code,
                XElement { Name.LocalName: "c" } written => code + written.Value + code,
                XElement other => other.Value,
                XText words => words.Value,
                _ => "",
            });
        }

        return string.Join(' ', text.ToString().Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
    }
}
