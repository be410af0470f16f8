using System.Globalization;
using PrivacyProxy.Load.Children;
using PrivacyProxy.Load.Engine;
using PrivacyProxy.Load.Scenarios;

namespace PrivacyProxy.Load;

/// <summary>
/// What PrivacyProxy costs above a bare YARP in front of the same vendor: processor time per request, by turns, since time
/// of the clock and throughput tell more of the machine's other work than of either.
/// </summary>
internal static class Comparison
{
    /// <returns>The exit code: 1 when a request was lost, answered otherwise than with 200, or reached the vendor unfiltered.</returns>
    public static async Task<int> Run(LoadOptions options)
    {
        await using var vendor = await ChildProcess.Start("vendor");
        await using var bare = new Side(false, await ChildProcess.Start("bare", vendor.Url), vendor);
        await using var proxy = new Side(true, await ChildProcess.Start("proxy", vendor.Url), vendor);
        var engine = LoadEngines.Create();
        Report.Begin(options);
        var hasFailed = false;
        foreach (var scenario in options.Scenarios)
        {
            var plan = new LoadPlan(
                bare.Process.Address, scenario.Request, options.Connections, options.IsClosed ? 0 : options.Rate, TimeSpan.FromSeconds(options.Seconds));
            await WarmUp(engine, plan, bare, proxy);
            var rounds = new List<(Measurement Bare, Measurement Proxy)>();
            for (var round = 0; round < options.Rounds; round++)
                rounds.Add((await bare.Measure(engine, plan, scenario), await proxy.Measure(engine, plan, scenario)));
            hasFailed |= Report.Print(scenario.Name, rounds) > 0;
        }

        foreach (var problem in bare.Problems.Concat(proxy.Problems))
            Console.WriteLine(problem);
        return hasFailed || bare.Problems.Count + proxy.Problems.Count > 0 ? 1 : 0;
    }

    /// <summary>
    /// Until the compiler has seen what is hot and compiled it again, which it does in the background and on the
    /// measured process's account.
    /// </summary>
    private static async Task WarmUp(ILoadEngine engine, LoadPlan plan, Side bare, Side proxy)
    {
        var warmUp = plan with { Duration = TimeSpan.FromSeconds(3) };
        for (var i = 0; i < 2; i++)
        {
            await engine.Run(warmUp with { Target = bare.Process.Address }, CancellationToken.None);
            await engine.Run(warmUp with { Target = proxy.Process.Address }, CancellationToken.None);
        }

        await bare.Vendor.Ask(ChildControl.Received);
    }

    private sealed class Side(bool isFiltering, ChildProcess process, ChildProcess vendor) : IAsyncDisposable
    {
        public ChildProcess Process { get; } = process;

        public ChildProcess Vendor { get; } = vendor;

        public HashSet<string> Problems { get; } = [];

        public async Task<Measurement> Measure(ILoadEngine engine, LoadPlan plan, Scenario scenario)
        {
            var allocated = await Process.AllocatedBytes();
            var time = Process.ProcessorTime;
            var result = await engine.Run(plan with { Target = Process.Address }, CancellationToken.None);
            time = Process.ProcessorTime - time;
            allocated = await Process.AllocatedBytes() - allocated;
            CheckVendor(await Vendor.Ask(ChildControl.Received), result, scenario);
            return new Measurement(
                result.Sent, result.Errors, time.TotalMicroseconds / result.Sent, (double)allocated / result.Sent, result.Latencies);
        }

        public ValueTask DisposeAsync() => Process.DisposeAsync();

        private void CheckVendor(string answer, LoadResult result, Scenario scenario)
        {
            var space = answer.IndexOf(' ', StringComparison.Ordinal);
            var received = int.Parse(answer.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture);
            var name = isFiltering ? "proxy" : "bare";
            if (received != result.Sent)
                Problems.Add($"{scenario.Name}, {name}: {result.Sent} requests were sent, {received} reached the vendor");
            if (scenario.Problem(Convert.FromBase64String(answer[(space + 1)..]), isFiltering) is { } problem)
                Problems.Add($"{scenario.Name}, {name}: {problem}");
        }
    }
}
