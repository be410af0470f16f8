using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Docs;

/// <summary>
/// Compares a file with what its generator writes today. <c>DOCS=write</c> in the environment writes the file instead.
/// </summary>
internal static class GeneratedFile
{
    private static bool IsWriting => Environment.GetEnvironmentVariable("DOCS") == "write";

    public static void Is(string path, string generated)
    {
        var file = Repository.Path(path);
        generated = generated.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (IsWriting)
            File.WriteAllText(file, generated);
        Assert.True(File.Exists(file), $"{path} is missing; DOCS=write writes it.");
        Assert.Equal(generated, File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    /// <summary>The same for the part between two HTML comments, <c>&lt;!-- name:begin --&gt;</c> and <c>name:end</c>.</summary>
    public static void HasPart(string path, string name, string generated)
    {
        var text = File.ReadAllText(Repository.Path(path)).ReplaceLineEndings("\n");
        var begin = $"<!-- {name}:begin -->\n";
        var end = $"<!-- {name}:end -->";
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= 0 && to > from, $"{path} lacks the comments of {name}.");
        Is(path, text[..(from + begin.Length)] + generated.ReplaceLineEndings("\n").TrimEnd('\n') + "\n" + text[to..]);
    }
}
