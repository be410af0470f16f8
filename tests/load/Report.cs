using System.Globalization;

namespace PrivacyProxy.Load;

/// <summary>The table.</summary>
internal static class Report
{
    public static void Begin(LoadOptions options)
    {
        var load = options.IsClosed ? "closed loop" : Text($"{options.Rate} requests/s");
        Console.WriteLine(Text($"{options.Rounds} rounds of {options.Seconds} s each, by turns, {load} on {options.Connections} connections; medians of rounds"));
        Console.WriteLine("scenario |  CPU µs/request: bare   proxy | ratio (min - max)  | bytes/request: bare   proxy | ms p50/p99: bare        proxy | requests  errors");
    }

    /// <summary>One line per scenario.</summary>
    /// <returns>How many requests failed.</returns>
    public static int Print(string scenario, IReadOnlyList<(Measurement Bare, Measurement Proxy)> rounds)
    {
        var ratios = rounds.Select(r => r.Proxy.MicrosecondsPerRequest / r.Bare.MicrosecondsPerRequest).ToList();
        var requests = rounds.Sum(r => r.Bare.Sent + r.Proxy.Sent);
        var errors = rounds.Sum(r => r.Bare.Errors + r.Proxy.Errors);
        Console.WriteLine(Text(
            $"{scenario,-8} | {Bare(m => m.MicrosecondsPerRequest),21:F1} {Proxy(m => m.MicrosecondsPerRequest),7:F1} | {Median.Of(ratios),4:F2} ({ratios.Min():F2} - {ratios.Max():F2}) | {Bare(m => m.BytesPerRequest),19:F0} {Proxy(m => m.BytesPerRequest),7:F0} | {Bare(m => m.Percentile(0.5)),11:F2}/{Bare(m => m.Percentile(0.99)),-6:F2} {Proxy(m => m.Percentile(0.5)),4:F2}/{Proxy(m => m.Percentile(0.99)),-6:F2} | {requests,8} {errors,7}"));
        return errors;

        double Bare(Func<Measurement, double> of) => Median.Of(rounds.Select(r => of(r.Bare)));

        double Proxy(Func<Measurement, double> of) => Median.Of(rounds.Select(r => of(r.Proxy)));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
