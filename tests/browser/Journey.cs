using System.Collections.Concurrent;
using System.Globalization;
using PrivacyProxy.BrowserTests.Browsing;
using PrivacyProxy.BrowserTests.Wire;
using PrivacyProxy.Tests.Support;

namespace PrivacyProxy.BrowserTests;

/// <summary>
/// A visit that does what sites do: looks at pages, becomes a known user with a profile and a company, logs out, and goes
/// on. Walked once per way of sending; the tests look at what it left.
/// </summary>
internal sealed class Journey
{
    private static readonly ConcurrentDictionary<Way, Lazy<Task<Journey>>> s_walked = new();

    public static readonly string[] Events = ["$mp_web_page_view", "Viewed Item", "Added To Basket", "$identify", "Ordered", "Came Back"];

    public required IReadOnlyList<TappedRequest> Sent { get; init; }

    public required IReadOnlyList<ReceivedRequest> Received { get; init; }

    public required IReadOnlyList<string> ConsoleErrors { get; init; }

    public required IReadOnlyList<string> CookieNames { get; init; }

    /// <summary>The ids that the SDK knew in the browser: the device before and after the reset, and the user.</summary>
    public required IReadOnlyList<string> RawIds { get; init; }

    /// <summary>What the SDK told its callers: 1 is success.</summary>
    public required IReadOnlyList<int> Callbacks { get; init; }

    public IReadOnlyList<TrackedEvent> SentEvents => [.. TrackedEvent.In(Sent.Select(t => t.Request))];

    public IReadOnlyList<TrackedEvent> ReceivedEvents => [.. TrackedEvent.In(Received)];

    public TrackedEvent this[string name] => ReceivedEvents.Single(e => e.Name == name);

    public static Task<Journey> Walk(Chromium chromium, Way way) =>
        s_walked.GetOrAdd(way, w => new Lazy<Task<Journey>>(() => WalkNow(chromium, w))).Value;

    private static async Task<Journey> WalkNow(Chromium chromium, Way way)
    {
        await using var visit = await Visit.Begin(chromium, way.Layout, way.Consents ? "analytics" : "marketing");
        await visit.Open(Canaries.Url, Canaries.Referrer);
        await visit.Initialise(way.Format, way.Batches);
        await visit.Run(Script);
        await visit.UntilSent(Events);
        await visit.Until(() => visit.SentUpdates.Count(u => u.Operation == "/engage $set") >= 2 && visit.SentUpdates.Any(u => u.Path == "/groups"));
        await visit.UntilQuiet();
        var ids = await visit.Ask<string[]>("() => window.rawIds");
        var callbacks = await visit.Ask<int[]>("() => window.answers");
        var cookies = await visit.Cookies();
        return new Journey
        {
            Sent = visit.Sent,
            Received = visit.Proxy.Vendor.Received,
            ConsoleErrors = visit.ConsoleErrors,
            CookieNames = [.. cookies.Select(c => c.Name)],
            RawIds = ids,
            Callbacks = callbacks,
        };
    }

    private static readonly string Script = string.Create(CultureInfo.InvariantCulture, $$"""
        () => {
          document.title = 'Basket of {{Canaries.Email}}';
          window.answers = [];
          const answered = answer => window.answers.push(Number(answer.status ?? answer));
          window.rawIds = [mixpanel.get_property('$device_id')];
          mixpanel.track_pageview();
          mixpanel.track('Viewed Item', {
            sku: 'A1', price: 12.5, first_name: '{{Canaries.FirstName}}', note: 'write to {{Canaries.Email}} or call {{Canaries.Phone}}',
            nested: { street_address: '{{Canaries.Street}}', colour: 'blue' },
          }, answered);
          mixpanel.register({ plan: 'gold', billing_email: '{{Canaries.Email}}' });
          mixpanel.track('Added To Basket', { quantity: 2 }, answered);
          mixpanel.identify('{{Canaries.UserId}}');
          window.rawIds.push('{{Canaries.UserId}}');
          mixpanel.people.set({
            $email: '{{Canaries.Email}}', $first_name: '{{Canaries.FirstName}}', $last_name: '{{Canaries.LastName}}',
            $name: '{{Canaries.FirstName}} {{Canaries.LastName}}', $phone: '{{Canaries.Phone}}',
            street_address: '{{Canaries.Street}}', favourite: 'bread',
          });
          mixpanel.people.increment('visits');
          mixpanel.set_group('company', '{{Canaries.GroupId}}');
          mixpanel.get_group('company', '{{Canaries.GroupId}}').set({ employees: 10, billing_email: '{{Canaries.Email}}' });
          mixpanel.track('Ordered', { total: 25 }, answered);
          mixpanel.reset();
          window.rawIds.push(mixpanel.get_property('$device_id'));
          mixpanel.track('Came Back', {}, answered);
        }
        """);
}
