using System.Text.Json.Nodes;
using PrivacyProxy.Redaction;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Leaks.Matrix;

/// <summary>
/// The matrix would notice: rules, one after the other, are loosened in a copy of their profile, and each time it has to
/// find a leak.
/// </summary>
public sealed class MutationTests
{
    public static TheoryData<string, string> RuleSets
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (vendor, set) in Surface.All(PipelineInProcess.Shipped).Select(s => (s.Name.Split(' ')[0], s.Set.Name)).Distinct())
                data.Add(vendor, set);
            return data;
        }
    }

    /// <summary>Each rule of the set by itself, whatever it says, becomes <c>keep</c>.</summary>
    [Theory]
    [MemberData(nameof(RuleSets))]
    public void Every_rule_that_is_switched_off_is_noticed(string vendor, string set)
    {
        var shipped = Surface.All(PipelineInProcess.Shipped).First(s => s.Set.Name == set && s.Name.StartsWith(vendor, StringComparison.Ordinal)).Set;
        var members = Member.Ruled(shipped).Where(m => m.Forbids(PlantedCanary.ByForm[0])).ToList();
        Assert.All(members, member => Assert.True(
            IsNoticed(MutatedProfile.Run(vendor, p => p["rules"]![set]!["fields"]![member.Path] = "keep"), vendor, set, member),
            $"{set}: {member.Path} was {member.Rule.Text} and is kept."));
        // An open form has no rule to switch off.
        Assert.True(members.Count > 0 || shipped.Otherwise.Action == FieldAction.Keep);
    }

    [Theory]
    [InlineData("mixpanel", "event", "keep")]
    [InlineData("mixpanel", "update", "keep")]
    [InlineData("mixpanel", "call", "keep")]
    [InlineData("mixpanel", "call", "scan")]
    [InlineData("mixpanel", "form", "scan")]
    [InlineData("mixpanel", "first-time-event", "scan")]
    [InlineData("mautic", "hit", "keep")]
    [InlineData("mautic", "link", "keep")]
    [InlineData("mautic", "link", "scan")]
    [InlineData("mautic", "form-page", "scan")]
    public void What_holds_for_unknown_fields_is_noticed_when_it_is_loosened(string vendor, string set, string otherwise)
    {
        var shipped = Surface.All(PipelineInProcess.Shipped).First(s => s.Set.Name == set && s.Name.StartsWith(vendor, StringComparison.Ordinal)).Set;
        Assert.True(IsNoticed(
            MutatedProfile.Run(vendor, p => p["rules"]![set]!["otherwise"] = otherwise), vendor, set, Member.Unknown(shipped, "note")));
    }

    [Theory]
    [InlineData("event", "**.distinct_id", "scan")]
    [InlineData("event", "**.$device_id", "keep:token")]
    [InlineData("event", "**.$email", "scan")]
    [InlineData("event", "**.$name", "scan")]
    [InlineData("event", "**.$current_url", "origin-only")]
    [InlineData("event", "**.$referrer", "clean-url")]
    [InlineData("event", "**.$screen_width", "keep:number")]
    [InlineData("event", "**.$browser_version", "scan")]
    [InlineData("event", "**.$user_agent", "scan")]
    [InlineData("event", "**.$model", "pseudonymise")]
    [InlineData("event", "properties.token", "scan")]
    [InlineData("event", "properties.time", "scan")]
    public void A_rule_that_is_weaker_than_the_shipped_one_is_noticed_unless_it_protects_as_well(string set, string field, string weaker)
    {
        var shipped = PipelineInProcess.Shipped.Vendor(Wire.Host, "mixpanel").Endpoints.Find("/track")!.Endpoint.Json!;
        var noticed = IsNoticed(
            MutatedProfile.Run("mixpanel", p => p["rules"]![set]!["fields"]![field] = weaker), "mixpanel", set, Member.Ruled(shipped).Single(m => m.Path == field));
        Assert.Equal(weaker is not ("origin-only" or "pseudonymise"), noticed);
    }

    [Theory]
    [InlineData("Referer", "keep")]
    [InlineData("Referer", "clean-url")]
    [InlineData("User-Agent", "keep")]
    [InlineData("User-Agent", "scan")]
    [InlineData("Accept-Language", "keep")]
    [InlineData("X-Requested-With", "keep")]
    [InlineData("Purpose", "scan")]
    [InlineData("X-Custom", "keep")]
    [InlineData("traceparent", "scan")]
    public void A_header_that_is_let_through_is_noticed(string header, string rule) =>
        Assert.True(IsNoticed(MutatedProfile.Run("mautic", p => p["headers"]![header] = rule), "headers", header));

    [Theory]
    [InlineData("session")]
    [InlineData("PHPSESSID")]
    [InlineData("_ga")]
    public void A_cookie_that_is_let_through_is_noticed(string cookie) =>
        Assert.True(IsNoticed(MutatedProfile.Run("mautic", p => p["cookies"]![cookie] = "consent"), "cookies", cookie));

    /// <summary>The places and canaries of the shipped rules, against the mutated ones.</summary>
    private static bool IsNoticed(PipelineInProcess mutated, string vendor, string set, Member shipped)
    {
        var matrix = new LeakMatrix(mutated);
        foreach (var surface in Surface.All(mutated).Where(s => s.Host == Wire.Host && s.Set.Name == set && s.Name.StartsWith(vendor, StringComparison.Ordinal)).Take(1))
        {
            foreach (var canary in PlantedCanary.All.Where(shipped.Forbids))
                matrix.Try(surface, Shape.Direct, canary, ValueForm.Plain, [shipped]);
        }

        return matrix.Leaks > 0;
    }

    private static bool IsNoticed(PipelineInProcess mutated, string surfaces, string name)
    {
        var matrix = new LeakMatrix(mutated);
        var shipped = OtherSurfaces.All(PipelineInProcess.Shipped).ToDictionary(s => s.Surface.Name, s => s.Members);
        foreach (var (surface, _) in OtherSurfaces.All(mutated).Where(s => s.Surface.Name.Contains(surfaces, StringComparison.Ordinal)))
        {
            foreach (var member in shipped[surface.Name].Where(m => m.Path == name))
            {
                foreach (var canary in PlantedCanary.All.Where(member.Forbids))
                    matrix.Try(surface, Shape.Direct, canary, ValueForm.Plain, [member]);
            }
        }

        return matrix.Leaks > 0;
    }
}
