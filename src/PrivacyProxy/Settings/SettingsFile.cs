using Microsoft.Extensions.Configuration;

namespace PrivacyProxy.Settings;

/// <summary>
/// Where settings come from, later ones winning: the JSON file, a directory with one file per secret, environment
/// variables (<c>PrivacyProxy__Sites__shop__PseudonymKey</c>).
/// </summary>
internal static class SettingsFile
{
    public const string Section = "PrivacyProxy";

    /// <summary>Default of <c>--config</c>, relative to the working directory.</summary>
    public const string DefaultPath = "config/proxy.json";

    /// <summary>Default of <c>--secrets</c>: where container platforms mount secrets as files.</summary>
    public const string DefaultSecrets = "/run/secrets";

    /// <summary>Adds the three sources.</summary>
    /// <param name="configuration">Where they are added.</param>
    /// <param name="path">The JSON file.</param>
    /// <param name="secrets">The directory of secret files; it need not exist.</param>
    /// <param name="broken">Told when the file can't be read; without it, reading throws.</param>
    /// <param name="isWatching">Whether changes of the files are seen; a watcher is a scarce resource of the system.</param>
    public static void AddTo(IConfigurationBuilder configuration, string path, string secrets, Action<Exception>? broken = null, bool isWatching = true)
    {
        configuration.AddJsonFile(source =>
        {
            source.FileProvider = new Microsoft.Extensions.FileProviders.PhysicalFileProvider(Path.GetDirectoryName(Path.GetFullPath(path))!);
            source.Path = Path.GetFileName(path);
            source.ReloadOnChange = isWatching;
            if (broken is not null)
            {
                source.OnLoadException = context =>
                {
                    broken(context.Exception);
                    context.Ignore = true;
                };
            }
        });
        if (Directory.Exists(secrets))
        {
            configuration.AddKeyPerFile(source =>
            {
                source.FileProvider = new Microsoft.Extensions.FileProviders.PhysicalFileProvider(Path.GetFullPath(secrets));
                source.Optional = true;
                source.ReloadOnChange = isWatching;
                // A mounted directory may hold other programs' secrets; only ours are read.
                source.IgnoreCondition = name => !name.StartsWith(Section + "__", StringComparison.OrdinalIgnoreCase);
            });
        }

        configuration.AddEnvironmentVariables();
    }

    /// <summary>Reads once, for <c>check</c>. A file that is not JSON is a problem, not an exception.</summary>
    public static IConfigurationRoot? Read(string path, string secrets, SettingsProblems problems)
    {
        if (!File.Exists(path))
        {
            problems.Add(path, "no such file", "a JSON file with the section \"PrivacyProxy\"", "Give its path: --config FILE.");
            return null;
        }

        try
        {
            var builder = new ConfigurationBuilder();
            AddTo(builder, path, secrets, isWatching: false);
            return builder.Build();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            problems.Add(path, Reason(e), "JSON (comments and trailing commas are allowed, no key twice)", "Correct the place that is named.");
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(path, e.GetType().Name, "a file that this process may read", "Check the file's permissions.");
            return null;
        }
    }

    internal static string Reason(Exception e) => (e.InnerException?.InnerException ?? e.InnerException ?? e).Message;
}
