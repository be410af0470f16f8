using PrivacyProxy.Settings;
using PrivacyProxy.Sites;

namespace PrivacyProxy.Hosting;

/// <summary>The command <c>check</c>: all problems, or the effective promise.</summary>
internal static class CheckCommand
{
    /// <returns>The exit code: 0 when the proxy would start, 1 when not.</returns>
    public static int Run(string configFile, string secrets, TextWriter output)
    {
        var problems = new SettingsProblems();
        if (SettingsFile.Read(configFile, secrets, problems) is { } configuration
            && new DirectoryLoader(configFile, TimeProvider.System).Load(configuration, problems) is { } loaded)
        {
            output.WriteLine($"{configFile} can be used.");
            output.WriteLine();
            output.Write(new Promise(loaded.Settings, loaded.Catalogue).Print());
            foreach (var notice in loaded.Directory.Notices.Where(n => !n.Contains("deviates", StringComparison.Ordinal)))
                output.WriteLine("Note: " + notice);
            return 0;
        }

        output.Write(SettingsProblem.Print(configFile, problems.All));
        return 1;
    }
}
