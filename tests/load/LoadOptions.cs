using System.Globalization;
using PrivacyProxy.Load.Scenarios;

namespace PrivacyProxy.Load;

/// <summary>What is measured, and how long. All is bounded, so that a run ends by itself.</summary>
internal sealed record LoadOptions
{
    public const string Usage = """
        load [compare] [--scenario compare|event|json|batch] [--seconds 4] [--rounds 5] [--rate 1500] [--connections 16] [--closed]
          --seconds      of one round; each round measures one of the two proxies
          --rounds       of each proxy, by turns
          --rate         requests per second; far below saturation, or the queue is measured
          --closed       each connection sends when it has its answer, instead of --rate
        """;

    /// <summary><c>compare</c> is all of them, one after the other.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; init; } = Scenario.All;

    public int Seconds { get; init; } = 4;

    public int Rounds { get; init; } = 5;

    public int Rate { get; init; } = 1500;

    public int Connections { get; init; } = 16;

    public bool IsClosed { get; init; }

    public static LoadOptions? Parse(string[] args, out string problem)
    {
        problem = "";
        var options = new LoadOptions();
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i];
            if (name == "compare" && i == 0)
                continue;
            if (name == "--closed")
            {
                options = options with { IsClosed = true };
                continue;
            }

            problem = $"{name}: a value is missing, out of bounds, or the option is not known.";
            if (++i == args.Length || With(options, name, args[i]) is not { } changed)
                return null;
            options = changed;
        }

        return options;
    }

    private static LoadOptions? With(LoadOptions options, string name, string value)
    {
        if (name == "--scenario")
        {
            if (value == "compare")
                return options;
            return Scenario.All.FirstOrDefault(s => s.Name == value) is { } scenario ? options with { Scenarios = [scenario] } : null;
        }

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            return null;
        return name switch
        {
            "--seconds" when number <= 60 => options with { Seconds = number },
            "--rounds" when number <= 50 => options with { Rounds = number },
            "--rate" when number <= 50_000 => options with { Rate = number },
            "--connections" when number <= 256 => options with { Connections = number },
            _ => null,
        };
    }
}
