namespace PrivacyProxy.Tests.Support;

/// <summary>The files of the repository, for tests that read sources or write generated files.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>Hand-written files below a folder: nothing of builds and packages.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path(folder), pattern, SearchOption.AllDirectories)
            .Where(f => !System.IO.Path.GetRelativePath(Root, f).Split('/', '\\').Any(p => p is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal);

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(directory.FullName, "PrivacyProxy.slnx")))
            directory = directory.Parent!;
        return directory.FullName;
    }
}
