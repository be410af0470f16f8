using Microsoft.Extensions.Primitives;
using PrivacyProxy.Pipeline;
using PrivacyProxy.Settings;
using PrivacyProxy.Sites;

namespace PrivacyProxy.Hosting;

/// <summary>
/// Watches the sources of the settings. A good change replaces everything at once, a bad one is logged with all of its
/// problems and the former settings go on.
/// </summary>
internal sealed class SettingsReload
{
    private readonly IConfiguration _configuration;
    private readonly string _configFile;
    private readonly BrokenFile _broken;
    private readonly DirectoryLoader _loader;
    private readonly LiveSettings _live;
    private readonly ILogger _log;
    private readonly Lock _reloading = new();

    public SettingsReload(
        IConfiguration configuration,
        string configFile,
        BrokenFile broken,
        DirectoryLoader loader,
        LiveSettings live,
        ILogger log,
        CancellationToken stopping)
    {
        (_configuration, _configFile, _broken, _loader, _live, _log) = (configuration, configFile, broken, loader, live, log);
        var watch = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
        stopping.Register(watch.Dispose);
    }

    private void Reload()
    {
        // Several sources may change at once; each change loads the whole, one after the other.
        lock (_reloading)
        {
            var problems = new SettingsProblems();
            try
            {
                if (_broken.Take() is { } reason)
                {
                    problems.Add(_configFile, reason, "JSON (comments and trailing commas are allowed, no key twice)", "Correct the place that is named.");
                }
                else if (_loader.Load(_configuration, problems) is { } loaded)
                {
                    _live.Replace(loaded.Directory);
                    _log.Reloaded(_configFile);
                    return;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add(_configFile, e.GetType().Name, "a file that can be read", "Check the file and its permissions.");
            }

            _log.ReloadRefused(SettingsProblem.Print(_configFile, problems.All));
        }
    }
}

/// <summary>Remembers that the configuration file was broken when it was last read, and why.</summary>
internal sealed class BrokenFile
{
    private string? _reason;

    public void Is(Exception exception) => _reason = SettingsFile.Reason(exception);

    /// <summary>The reason, once.</summary>
    public string? Take() => Interlocked.Exchange(ref _reason, null);
}
