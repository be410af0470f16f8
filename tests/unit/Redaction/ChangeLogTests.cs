using System.Text.Json;
using PrivacyProxy.Redaction;
using PrivacyProxy.Tests.Leaks.Matrix;
using PrivacyProxy.Tests.Support;
using Xunit;
using DecodedForms = PrivacyProxy.Tests.Leaks.DecodedForms;

namespace PrivacyProxy.Tests.Redaction;

/// <summary>Who explains a redaction learns where something was done and what, and never to which value.</summary>
public sealed class ChangeLogTests
{
    private static readonly FieldAction[] s_told =
        [FieldAction.Remove, FieldAction.Pseudonymise, FieldAction.CleanUrl, FieldAction.OriginOnly, FieldAction.Coarsen, FieldAction.Replace];

    [Fact]
    public void Every_change_of_every_field_has_its_place_and_its_action_and_no_value()
    {
        var actions = new HashSet<FieldAction>();
        var changes = 0;
        foreach (var surface in Surface.All(PipelineInProcess.Shipped))
        {
            foreach (var canary in PlantedCanary.All)
            {
                var members = Member.Ruled(surface.Set).Where(m => m.Forbids(canary) && !WrittenDocument.IsContainer(surface.Set.Name, m) && !KnownLimit.Of(canary, ValueForm.Plain).Any(l => l.Holds(surface.Name, m.Rule))).ToList();
                var log = new ChangeLog();
                PipelineInProcess.Shipped.Run(surface.Write([.. members.Select(m => (m, canary.Value))], Shape.Direct), log);
                Assert.All(log.Changes, c => Assert.Contains(c.Surface, new[] { "query", "header", "body" }));
                Assert.All(log.Changes, c => Assert.False(DecodedForms.Hold(System.Text.Encoding.UTF8.GetBytes($"{c.Surface} {c.Path} {c.Action}"), canary.Needle), $"{surface.Name}: {c.Path}"));
                Assert.All(members, m => Assert.True(
                    log.Changes.Any(c => c.Path.EndsWith(m.Name, StringComparison.Ordinal)), $"{surface.Name}: nothing is told of {m.Path} ({m.Rule.Text}) with {canary.Kind}"));
                actions.UnionWith(log.Changes.Select(c => c.Action));
                changes += log.Changes.Count;
            }
        }

        Assert.True(changes > 10_000, $"{changes} changes");
        Assert.Equal(s_told.Order(), actions.Order());
    }

    [Fact]
    public void What_is_kept_is_not_told()
    {
        var log = new ChangeLog();
        var departure = PipelineInProcess.Shipped.Run(RequestInProcess.Post("/mp/track", Wire.Json, """{"event":"a","properties":{"sku":"A1","n":[1,{"m":null}]}}"""), log);
        Assert.True(departure.Leaves);
        Assert.Empty(log.Changes);
    }

    [Fact]
    public void The_paths_of_a_batch_say_which_event()
    {
        var log = new ChangeLog();
        PipelineInProcess.Shipped.Run(
            RequestInProcess.Post("/mp/track", Wire.Json, """[{"event":"a"},{"event":"b","properties":{"n":1,"list":[{"$email":"x"},{"$name":"y","m":1}]}}]"""), log);
        Assert.Equal(
            [new FieldChange("body", "[1].properties.list[0].$email", FieldAction.Remove), new FieldChange("body", "[1].properties.list[1].$name", FieldAction.Remove)],
            log.Changes);
    }

    /// <summary>The redacted request is the same whether somebody listens or not.</summary>
    [Fact]
    public void Nobody_s_listening_changes_nothing()
    {
        foreach (var surface in Surface.All(PipelineInProcess.Shipped))
        {
            var request = surface.Write([.. Member.Ruled(surface.Set).Select(m => (m, "https://www.shop.test/p?q=jane@example.com"))], Shape.Direct);
            Assert.Equal(JsonSerializer.Serialize(PipelineInProcess.Shipped.Run(request)), JsonSerializer.Serialize(PipelineInProcess.Shipped.Run(request, new ChangeLog())));
        }
    }

    /// <summary>A text that begins like a document and turns out to be none is told as the text that it is.</summary>
    [Theory]
    [InlineData("{\\\"a\\\":1,\\\"a\\\":2}")]
    [InlineData("{\\\"email\\\":1,\\\"a\\\":[{\\\"b\\\":1,\\\"b\\\":2}]}")]
    [InlineData("{\\\"email\\\":1")]
    public void Text_that_could_not_be_read_as_a_document_leaves_no_trace_in_the_paths(string text)
    {
        var log = new ChangeLog();
        PipelineInProcess.Shipped.Run(
            RequestInProcess.Post("/mp/track", Wire.Json, """{"event":"a","properties":{"note":"TEXT","$email":"x"}}""".Replace("TEXT", text, StringComparison.Ordinal)), log);
        Assert.Equal(
            [new FieldChange("body", "properties.note", FieldAction.Replace), new FieldChange("body", "properties.$email", FieldAction.Remove)],
            log.Changes);
    }
}
