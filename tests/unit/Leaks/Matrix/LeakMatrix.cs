using System.Collections.Concurrent;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.Tests.Leaks.Matrix;

/// <summary>
/// Plants canaries and searches what would leave. Many are planted in one document, which is as good as one each and a
/// hundred times as fast; where one is found, each is tried by itself, so that every leak has a name.
/// </summary>
internal sealed class LeakMatrix(PipelineInProcess proxy)
{
    private readonly ConcurrentBag<(string What, string Where)> _leaks = [];
    private readonly ConcurrentDictionary<string, int> _silent = new();
    private int _placements;
    private int _left;

    /// <summary>Canaries that were planted in requests of which the rest left.</summary>
    public int Placements => _placements;

    /// <summary>Requests that left.</summary>
    public int Departures => _left;

    public int Leaks => _leaks.Count;

    /// <summary>The leaks, those of one canary in one form together.</summary>
    public IEnumerable<string> Report => _leaks.GroupBy(l => l.What).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
        $"{g.Key}: {g.Count()}, such as {g.Min(l => l.Where)}");

    /// <summary>Surfaces from which nothing at all left, with the reason: they would prove nothing.</summary>
    public IEnumerable<string> Silent => _silent.Keys.Order(StringComparer.Ordinal);

    /// <summary>Plants the canary in every one of the members at once.</summary>
    public void Try(Surface surface, Shape shape, PlantedCanary canary, ValueForm form, IReadOnlyList<Member> members)
    {
        if (members.Count == 0 || (canary.HasCase && form.ChangesCase))
            return;
        var value = form.Write(canary.Value);
        var where = $"{surface.Name}, {shape}";
        var limits = KnownLimit.Of(canary, form);
        var judged = limits.Count == 0 ? members : [.. members.Where(m => !limits.Any(l => l.Holds(where, m.Rule)))];
        if (judged.Count > 0 && Sends(surface, surface.Write([.. judged.Select(m => (m, value))], shape), canary, $"{where}, {form}", judged.Count))
        {
            var before = _leaks.Count;
            foreach (var member in judged)
            {
                if (Holds(proxy.Run(surface.Write([(member, value)], shape)), canary))
                    _leaks.Add(($"{canary.Kind} as {form}", $"{where}, {member.Path} ({member.Rule.Text})"));
            }

            if (_leaks.Count == before)
                _leaks.Add(($"{canary.Kind} as {form}", $"{where}, only together"));
        }

        foreach (var member in members.Except(judged))
        {
            if (Holds(proxy.Run(surface.Write([(member, value)], shape)), canary))
                limits.First(l => l.Holds(where, member.Rule)).Meet();
        }
    }

    /// <summary>True when the canary is found in what leaves.</summary>
    private bool Sends(Surface surface, RequestInProcess request, PlantedCanary canary, string where, int planted)
    {
        var departure = proxy.Run(request);
        if (!departure.Leaves && surface.MayRefuse)
        {
            Interlocked.Add(ref _placements, planted);
            return false;
        }

        if (!departure.Leaves)
        {
            _silent.TryAdd($"{where}: {departure.StoppedAt} {departure.Reason}", 0);
            return false;
        }

        Interlocked.Increment(ref _left);
        Interlocked.Add(ref _placements, planted);
        return Holds(departure, canary);
    }

    private static bool Holds(Departure departure, PlantedCanary canary) =>
        departure.Leaves && DecodedForms.Hold(departure.Everything, canary.Needle);
}
