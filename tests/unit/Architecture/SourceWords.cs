using System.Text.RegularExpressions;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.Tests.Architecture;

/// <summary>The identifiers of source files, without those of comments and texts.</summary>
internal static partial class SourceWords
{
    public static IEnumerable<string> Rooms { get; } =
        [.. Directory.GetDirectories(Repository.Path("src", "PrivacyProxy")).Select(d => Path.GetFileName(d)!).Where(d => d is not ("bin" or "obj")).Order(StringComparer.Ordinal)];

    /// <summary>Each file of a room with its code.</summary>
    public static IEnumerable<(string File, string Code)> Of(string room) =>
        Repository.Files(Path.Combine("src", "PrivacyProxy", room), "*.cs").Select(f => (Path.GetFileName(f), Code(File.ReadAllText(f))));

    public static bool Has(string code, string word) => Regex.IsMatch(code, $@"\b{word}\b");

    /// <summary>The rooms that a file's code names: by a using directive, or by writing a namespace out.</summary>
    public static IEnumerable<string> NamedRooms(string code) =>
        Rooms.Where(r => Regex.IsMatch(code, $@"\bPrivacyProxy\.{r}\b|(?<![\w.]){r}\.[A-Z]\w+"));

    private static string Code(string source) => Text().Replace(Comment().Replace(source, ""), "\"\"");

    [GeneratedRegex(@"(?<!:)//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"""(?:[^""\\\n]|\\.)*""")]
    private static partial Regex Text();
}
