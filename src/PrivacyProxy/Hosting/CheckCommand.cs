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
            var promise = new Promise(loaded.Settings, loaded.Catalogue);
            output.Write(promise.Print());
            foreach (var note in promise.Notes())
                output.WriteLine("Note: " + note);
            return 0;
        }

        output.Write(SettingsProblem.Print(configFile, problems.All));
        return 1;
    }
}
