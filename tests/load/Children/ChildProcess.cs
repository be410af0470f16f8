using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace PrivacyProxy.Load.Children;

/// <summary>The parent's end: one server in a process of its own, whose processor time the system counts.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private ChildProcess(Process process, string url)
    {
        _process = process;
        Url = url;
        var uri = new Uri(url);
        Address = new IPEndPoint(IPAddress.Loopback, uri.Port);
    }

    public string Url { get; }

    public IPEndPoint Address { get; }

    /// <summary>Of all threads, in user and system mode, since the process began.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<ChildProcess> Start(params string[] role)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        // Idle pool threads look for work for a while before they sleep. At a rate far below saturation that would be most of
        // what is measured, for each proxy alike, and hide the difference.
        start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        // Started as "dotnet PrivacyProxy.Load.dll", the program is the host and needs the assembly's name.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        foreach (var argument in role)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException($"The {role[0]} did not start.");
        try
        {
            return new ChildProcess(process, await ReadLine(process, ChildControl.Ready));
        }
        catch (Exception)
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    public async Task<long> AllocatedBytes() => long.Parse(await Ask(ChildControl.Allocated), CultureInfo.InvariantCulture);

    public async Task<string> Ask(string question)
    {
        await _process.StandardInput.WriteLineAsync(question);
        await _process.StandardInput.FlushAsync();
        return await ReadLine(_process, ChildControl.Answer);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    // Other lines are the server's own.
    private static async Task<string> ReadLine(Process process, string prefix)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(prefix, StringComparison.Ordinal))
                return line[prefix.Length..];
        }

        throw new InvalidOperationException("A child process ended early; what it wrote stands above.");
    }
}
