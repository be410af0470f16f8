using PrivacyProxy.Explain;
using PrivacyProxy.Settings;
using PrivacyProxy.Sites;

namespace PrivacyProxy.Hosting;

/// <summary>The command <c>check</c>: all problems, or the effective promise, or what becomes of a recorded request.</summary>
internal static class CheckCommand
{
    /// <param name="configFile">The configuration file.</param>
    /// <param name="secrets">The directory of secrets.</param>
    /// <param name="recorded">A file with a recorded request to explain, or null for the promise.</param>
    /// <param name="output">Where it is printed.</param>
    /// <returns>The exit code: 0 when the proxy would start (and the recorded request could be read), 1 when not.</returns>
    public static async Task<int> Run(string configFile, string secrets, string? recorded, TextWriter output)
    {
        var problems = new SettingsProblems();
        if (SettingsFile.Read(configFile, secrets, problems) is { } configuration
            && new DirectoryLoader(configFile, TimeProvider.System).Load(configuration, problems) is { } loaded)
        {
            if (recorded is not null)
                return await Explain(recorded, loaded.Directory, output) ? 0 : 1;
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

    private static async Task<bool> Explain(string recorded, SiteDirectory directory, TextWriter output)
    {
        if (File.Exists(recorded))
            return await Explanation.Print(await File.ReadAllBytesAsync(recorded), directory, output);
        output.WriteLine($"{recorded} is not there. Wanted is a file with a request line, header lines, an empty line and the body.");
        return false;
    }
}
