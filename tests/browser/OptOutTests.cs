using PrivacyProxy.BrowserTests.Browsing;
using Xunit;

namespace PrivacyProxy.BrowserTests;

/// <summary>The SDK's own switch, apart from the site's consent cookie.</summary>
public sealed class OptOutTests(Chromium chromium)
{
    // Without batches: the SDK clears its queues when it opts out, and with them the deletion that it has just queued.
    [Theory]
    [InlineData(PayloadFormat.Json)]
    [InlineData(PayloadFormat.Base64)]
    public async Task Opting_out_deletes_the_profile_under_the_pseudonym_that_it_has(PayloadFormat format)
    {
        await using var visit = await Visit.Begin(chromium);
        await visit.Open();
        await visit.Initialise(format, batch: false);
        await visit.Run($"() => {{ mixpanel.identify('{Canaries.UserId}'); mixpanel.people.set({{ plan: 'gold' }}); }}");
        await visit.Until(() => visit.ReceivedUpdates.Any(u => u.Operation == "/engage $set"));
        await visit.UntilQuiet();
        await visit.Run("() => { mixpanel.opt_out_tracking(); mixpanel.track('After'); }");
        await visit.Until(() => visit.ReceivedUpdates.Any(u => u.Operation == "/engage $delete"));
        await visit.UntilQuiet();

        var user = visit.ReceivedEvents.Single(e => e.Name == "$identify").Text("$user_id");
        var delete = visit.ReceivedUpdates.Single(u => u.Operation == "/engage $delete");
        Assert.Equal((user, user), (delete.Text("$distinct_id"), delete.Operand.GetString()));
        Assert.DoesNotContain(visit.SentEvents, e => e.Name == "After");
        Canaries.AssertKept(visit, Canaries.UserId);
        Assert.Empty(visit.ConsoleErrors);
    }

    [Theory]
    [InlineData(PayloadFormat.Json)]
    [InlineData(PayloadFormat.Base64)]
    public async Task After_opting_out_of_batches_nothing_more_is_sent(PayloadFormat format)
    {
        await using var visit = await Visit.Begin(chromium);
        await visit.Open();
        await visit.Initialise(format);
        await visit.Run("() => mixpanel.track('Before')");
        await visit.UntilReceived("Before");
        await visit.UntilQuiet();
        await visit.Run("() => { mixpanel.opt_out_tracking(); mixpanel.track('After'); }");
        await visit.Open("/thanks");
        await visit.Initialise(format);
        await visit.Run("() => mixpanel.track('Still After')");
        await visit.UntilQuiet();
        Assert.Equal(["Before"], visit.ReceivedEvents.Select(e => e.Name));
        Assert.Empty(visit.ConsoleErrors);
    }

    [Theory]
    [InlineData(PayloadFormat.Json)]
    [InlineData(PayloadFormat.Base64)]
    public async Task Opting_in_is_reported_once_and_tracking_begins(PayloadFormat format)
    {
        await using var visit = await Visit.Begin(chromium);
        await visit.Open();
        await visit.Initialise(format, more: "{ opt_out_tracking_by_default: true }");
        await visit.Run("() => { mixpanel.track('Too Early'); mixpanel.opt_in_tracking(); mixpanel.track('Viewed Item'); }");
        await visit.UntilReceived("$opt_in", "Viewed Item");
        await visit.UntilQuiet();
        Assert.Equal(["$opt_in", "Viewed Item"], visit.ReceivedEvents.Select(e => e.Name).Order());
        Assert.Equal(visit.ReceivedEvents[0].Text("distinct_id"), visit.ReceivedEvents[1].Text("distinct_id"));
    }
}
