using PrivacyProxy.Redaction;
using PrivacyProxy.Tests.Redaction;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Leaks.Matrix;

/// <summary>
/// Every kind of personal data, in every field of every rule set, under every encoding, by every way that a request can
/// take: nothing of it leaves.
/// </summary>
public sealed class LeakMatrixTests
{
    /// <summary>The number of placements below which the matrix has lost something.</summary>
    private const int Least = 100_000;

    // Neither these names nor their neighbours say that there is a person.
    private static readonly string[] s_neutral = ["note", "sku", "plan_tier", "x1", "Größe", "list_7"];

    private static readonly string[] s_personal =
        [.. TextTable.Rows("names/personal.txt").Select(r => r[0]).Where(n => !n.Contains('.', StringComparison.Ordinal))];

    [Fact]
    public void Nothing_that_is_planted_leaves()
    {
        var proxy = PipelineInProcess.Shipped;
        var matrix = new LeakMatrix(proxy);
        Parallel.ForEach(Rounds(proxy), round => round(matrix));
        Report(matrix);
        Assert.True(matrix.Placements >= Least, $"{matrix.Placements} placements, at least {Least} are wanted.");
        Assert.Empty(KnownLimit.All.Where(l => !l.IsMet).Select(l => l.ToString()));
    }

    [Fact]
    public void The_search_reads_every_form_that_is_planted()
    {
        foreach (var canary in PlantedCanary.All)
        {
            foreach (var form in ValueForm.All.Where(f => !canary.HasCase || !f.ChangesCase))
                Assert.True(DecodedForms.Hold(System.Text.Encoding.UTF8.GetBytes(form.Write(canary.Value)), canary.Needle), $"{canary.Kind} as {form}");
        }
    }

    private static void Report(LeakMatrix matrix)
    {
        TestContext.Current.SendDiagnosticMessage($"{matrix.Placements} placements in {matrix.Departures} requests");
        Assert.True(matrix.Leaks == 0, $"{matrix.Leaks} leaks:\n{string.Join('\n', matrix.Report)}");
        Assert.True(!matrix.Silent.Any(), $"Nothing left, so nothing is proved:\n{string.Join('\n', matrix.Silent.Take(100))}");
    }

    private static IEnumerable<Action<LeakMatrix>> Rounds(PipelineInProcess proxy)
    {
        var surfaces = Surface.All(proxy);

        // One way to each rule set in each mode is enough to try every field of it in every form.
        foreach (var surface in surfaces.DistinctBy(s => (s.Host, s.Set.Name)))
        {
            foreach (var form in ValueForm.Simple)
                yield return matrix => EveryField(matrix, surface, Shape.Direct, form);
            foreach (var shape in surface.Shapes)
                yield return matrix => EveryField(matrix, surface, shape, ValueForm.Plain);
            foreach (var form in surface.Set.Otherwise.Action == FieldAction.Scan ? ValueForm.All : [])
                yield return matrix => UnknownFields(matrix, surface, form, PlantedCanary.ByForm);
            yield return matrix => PersonalNames(matrix, surface);
        }

        // And every way of every endpoint is tried with fields that no rule knows: with some forms each, in turn.
        for (var i = 0; i < surfaces.Count; i++)
        {
            var (surface, turn) = (surfaces[i], i);
            foreach (var form in ValueForm.Simple.Where((_, f) => f == 0 || (f + turn) % 5 == 0))
            {
                yield return matrix => UnknownFields(matrix, surface, form, PlantedCanary.All);
                yield return matrix => Names(matrix, surface, form);
            }
        }

        foreach (var (surface, members) in OtherSurfaces.All(proxy))
        {
            foreach (var form in ValueForm.Simple)
                yield return matrix => Plant(matrix, surface, Shape.Direct, form, members, PlantedCanary.All);
        }
    }

    private static void EveryField(LeakMatrix matrix, Surface surface, Shape shape, ValueForm form) =>
        Plant(matrix, surface, shape, form, [.. Member.Ruled(surface.Set), .. s_neutral.Select(n => Member.Unknown(surface.Set, n))], PlantedCanary.All);

    private static void UnknownFields(LeakMatrix matrix, Surface surface, ValueForm form, IEnumerable<PlantedCanary> canaries) => Plant(
        matrix,
        surface,
        Shape.Direct,
        form,
        [.. s_neutral.Select(n => Member.Unknown(surface.Set, n)), Member.Unknown(surface.Set, "Vorname", isPersonal: true)],
        canaries);

    private static void PersonalNames(LeakMatrix matrix, Surface surface)
    {
        foreach (var shape in surface.Shapes)
            Plant(matrix, surface, shape, ValueForm.Plain, [.. Member.Personal(surface.Set, s_personal)], PlantedCanary.ByField.Take(2));
    }

    private static void Names(LeakMatrix matrix, Surface surface, ValueForm form)
    {
        // The name of a part that has a backslash makes the form unreadable.
        surface = surface with { MayRefuse = surface.Name.EndsWith("parts", StringComparison.Ordinal) };
        foreach (var canary in PlantedCanary.ByForm)
            Plant(matrix, surface, Shape.Direct, form, [Member.Unknown(surface.Set, form.Write(canary.Value))], [canary]);
    }

    private static void Plant(
        LeakMatrix matrix, Surface surface, Shape shape, ValueForm form, IReadOnlyList<Member> members, IEnumerable<PlantedCanary> canaries)
    {
        if (shape == Shape.OtherCase || (shape == Shape.Object && surface.IsDocument))
            members = [.. members.Select(m => m.Beside(surface.Set))];
        // A path is written from the document's root, and a document in a text has a root of its own.
        if (shape == Shape.InText)
            members = [.. members.Select(m => WrittenDocument.IsInText(surface.Set.Name, m) ? m.Beside(surface.Set) : m)];
        foreach (var canary in canaries)
        {
            foreach (var together in members.Where(m => m.Forbids(canary)).GroupBy(m => WrittenDocument.IsContainer(surface.Set.Name, m)))
                matrix.Try(surface, shape, canary, form, [.. together]);
        }
    }
}
