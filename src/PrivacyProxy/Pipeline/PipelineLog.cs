namespace PrivacyProxy.Pipeline;

/// <summary>
/// All that is logged of requests. The sentences take names of the settings, of steps and of types, nothing else: an
/// exception's message may quote what it stumbled over, so not even that.
/// </summary>
internal static partial class PipelineLog
{
    [LoggerMessage(1, LogLevel.Error, "Step {Step} failed with {ExceptionType} for site {Site}, vendor {Vendor}. The request was not forwarded.")]
    public static partial void StepFailed(this ILogger log, string step, string exceptionType, string site, string vendor);

    [LoggerMessage(2, LogLevel.Warning, "Vendor {Vendor} of site {Site} failed: {Reason}. The caller was answered {Status}.")]
    public static partial void VendorFailed(this ILogger log, string vendor, string site, string reason, int status);

    [LoggerMessage(3, LogLevel.Error, "Counting failed with {ExceptionType}; requests go on.")]
    public static partial void CountingFailed(this ILogger log, string exceptionType);

    [LoggerMessage(4, LogLevel.Information, "Settings were reloaded from {File}.")]
    public static partial void Reloaded(this ILogger log, string file);

    [LoggerMessage(5, LogLevel.Error, "Changed settings were refused; the former ones go on. {Problems}")]
    public static partial void ReloadRefused(this ILogger log, string problems);

    [LoggerMessage(6, LogLevel.Warning, "{Notice}")]
    public static partial void Notice(this ILogger log, string notice);
}
