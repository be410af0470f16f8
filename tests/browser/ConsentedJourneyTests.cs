using System.Text.Json;
using PrivacyProxy.BrowserTests.Browsing;
using PrivacyProxy.BrowserTests.Wire;
using Xunit;

namespace PrivacyProxy.BrowserTests;

/// <summary>The whole journey of a visitor who agreed to analytics.</summary>
public sealed class ConsentedJourneyTests(Chromium chromium)
{
    public static TheoryData<PayloadFormat, bool, Layout> Ways => Way.Rows;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Every_event_arrives_exactly_once_per_send(PayloadFormat format, bool batches, Layout layout)
    {
        var journey = await Journey.Walk(chromium, new Way(format, batches, layout));
        Assert.Equal(Journey.Events.Order(), journey.ReceivedEvents.Select(e => e.Name).Order());
        Assert.Equal(journey.SentEvents.Select(e => e.Key).Order(), journey.ReceivedEvents.Select(e => e.Key).Order());
        Assert.All(journey.ReceivedEvents, e => Assert.Matches("^[0-9a-z]{10,16}$", e.Text("$insert_id")));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Every_profile_and_group_update_arrives_exactly_once_per_send(PayloadFormat format, bool batches, Layout layout)
    {
        var journey = await Journey.Walk(chromium, new Way(format, batches, layout));
        var sent = Update.In(journey.Sent.Select(t => t.Request)).Select(u => u.Operation).Order().ToList();
        Assert.Contains("/engage $add", sent);
        Assert.Contains("/groups $set", sent);
        Assert.Equal(sent, Update.In(journey.Received).Select(u => u.Operation).Order());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task No_canary_arrives_in_any_encoding(PayloadFormat format, bool batches, Layout layout)
    {
        var journey = await Journey.Walk(chromium, new Way(format, batches, layout));
        Canaries.AssertKept(journey.Sent, journey.Received, Canaries.Texts.Concat(journey.RawIds));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task No_exact_screen_size_arrives(PayloadFormat format, bool batches, Layout layout)
    {
        var journey = await Journey.Walk(chromium, new Way(format, batches, layout));
        Assert.All(journey.SentEvents, e => Assert.Equal(("1337", "777"), (e.Text("$screen_width"), e.Text("$screen_height"))));
        Assert.All(journey.ReceivedEvents, e => Assert.Equal(("1280", "768"), (e.Text("$screen_width"), e.Text("$screen_height"))));
        var numbers = journey.Received.SelectMany(Payload.Objects).SelectMany(Numbers.In).ToList();
        Assert.DoesNotContain("1337", numbers);
        Assert.DoesNotContain("777", numbers);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Vendor_receives_no_header_of_the_visitor(PayloadFormat format, bool batches, Layout layout)
    {
        var journey = await Journey.Walk(chromium, new Way(format, batches, layout));
        Assert.Contains(journey.Sent, t => t.Request.Header("Cookie")?.Contains("_mixpanel=", StringComparison.Ordinal) ?? false);
        Assert.Equal(
            ["Content-Length", "Content-Type", "Host"],
            journey.Received.SelectMany(r => r.Headers).Select(h => h.Key).Distinct().Order());
        Assert.All(journey.Received, r => Assert.Equal("0", Payload.Parameter(r, "ip")));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Ids_stay_linked_from_the_device_to_the_user_and_not_to_the_next_device(PayloadFormat format, bool batches, Layout layout)
    {
        var journey = await Journey.Walk(chromium, new Way(format, batches, layout));
        var device = journey["$mp_web_page_view"].Text("$device_id")!;
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", device);
        Assert.All(["$mp_web_page_view", "Viewed Item", "Added To Basket"], name =>
        {
            Assert.Equal("$device:" + device, journey[name].Text("distinct_id"));
            Assert.Equal(device, journey[name].Text("$device_id"));
            Assert.False(journey[name].Has("$user_id"));
        });

        var identify = journey["$identify"];
        var user = identify.Text("$user_id")!;
        Assert.Equal("$device:" + device, identify.Text("$anon_distinct_id"));
        Assert.Equal(device, identify.Text("$device_id"));
        Assert.Equal(user, identify.Text("distinct_id"));
        Assert.Equal((user, user, device), (journey["Ordered"].Text("distinct_id"), journey["Ordered"].Text("$user_id"), journey["Ordered"].Text("$device_id")));

        var updates = Update.In(journey.Received).Where(u => u.Path == "/engage").ToList();
        Assert.All(updates, u => Assert.Equal((user, user, device), (u.Text("$distinct_id"), u.Text("$user_id"), u.Text("$device_id"))));

        var next = journey["Came Back"];
        Assert.NotEqual(device, next.Text("$device_id"));
        Assert.Equal("$device:" + next.Text("$device_id"), next.Text("distinct_id"));
        Assert.False(next.Has("$user_id"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Group_ids_stay_linked_between_events_profiles_and_groups(PayloadFormat format, bool batches, Layout layout)
    {
        var journey = await Journey.Walk(chromium, new Way(format, batches, layout));
        var group = Update.In(journey.Received).Single(u => u.Path == "/groups").Text("$group_id")!;
        Assert.Equal([group], journey["Ordered"].Properties.GetProperty("company").EnumerateArray().Select(e => e.GetString()!));
        Assert.Contains(
            Update.In(journey.Received),
            u => u.Operation == "/engage $set" && u.Operand.TryGetProperty("company", out var company) && company[0].GetString() == group);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_analysts_need_arrives(PayloadFormat format, bool batches, Layout layout)
    {
        var journey = await Journey.Walk(chromium, new Way(format, batches, layout));
        var view = journey["$mp_web_page_view"];
        Assert.Equal("/checkout", view.Text("current_url_path"));
        Assert.Equal("newsletter", view.Text("utm_source"));
        Assert.EndsWith("/checkout?utm_source=newsletter", view.Text("$current_url"), StringComparison.Ordinal);
        Assert.Equal("http://search.test/", view.Text("$initial_referrer"));
        Assert.Equal("Chrome", view.Text("$browser"));
        Assert.Equal(("A1", "12.5"), (journey["Viewed Item"].Text("sku"), journey["Viewed Item"].Text("price")));
        Assert.Equal("blue", journey["Viewed Item"].Properties.GetProperty("nested").GetProperty("colour").GetString());
        Assert.Equal("gold", journey["Ordered"].Text("plan"));
        Assert.False(journey["Came Back"].Has("plan"));
        Assert.Contains(
            Update.In(journey.Received),
            u => u.Operation == "/engage $set" && u.Operand.TryGetProperty("favourite", out var favourite) && favourite.GetString() == "bread");
        Assert.Equal(JsonValueKind.Number, Update.In(journey.Received).Single(u => u.Path == "/groups").Operand.GetProperty("employees").ValueKind);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Page_and_sdk_see_success(PayloadFormat format, bool batches, Layout layout)
    {
        var journey = await Journey.Walk(chromium, new Way(format, batches, layout));
        Assert.Empty(journey.ConsoleErrors);
        Assert.Equal([1, 1, 1, 1], journey.Callbacks);
        Assert.All(journey.Sent, t => Assert.Equal(200, t.Status));
        Assert.DoesNotContain("vendor_visitor", journey.CookieNames);
    }
}
