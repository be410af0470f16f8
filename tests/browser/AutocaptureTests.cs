using PrivacyProxy.BrowserTests.Browsing;
using PrivacyProxy.BrowserTests.Wire;
using Xunit;

namespace PrivacyProxy.BrowserTests;

/// <summary>The SDK's own events about clicks, forms, scrolling and leaving.</summary>
public sealed class AutocaptureTests(Chromium chromium)
{
    private static readonly string[] s_events = ["$mp_web_page_view", "$mp_click", "$mp_input_change", "$mp_submit", "$mp_scroll", "$mp_page_leave"];

    // A link and a form that carry a person in every attribute that the SDK looks at.
    private const string Page = $$"""
        () => {
          document.title = '{{Canaries.Email}}';
          document.body.insertAdjacentHTML('beforeend', `
            <a id="{{Canaries.Email}}" title="{{Canaries.Email}}" aria-label="{{Canaries.Email}}"
               href="mailto:{{Canaries.Email}}" onclick="return false">{{Canaries.FirstName}} {{Canaries.LastName}}</a>
            <a id="account" class="link" href="/accounts/{{Canaries.Email}}?secret={{Canaries.Parameter}}" onclick="return false">
              {{Canaries.Street}}</a>
            <div style="height: 5000px"></div>`);
          document.getElementById('form').onsubmit = () => false;
        }
        """;

    [Theory]
    [InlineData(PayloadFormat.Json, false)]
    [InlineData(PayloadFormat.Json, true)]
    [InlineData(PayloadFormat.Base64, false)]
    [InlineData(PayloadFormat.Base64, true)]
    public async Task Every_captured_event_arrives_exactly_once_per_send_without_canaries(PayloadFormat format, bool batches)
    {
        await using var visit = await Visit.Begin(chromium);
        await visit.Open(Canaries.Url, Canaries.Referrer);
        await visit.Run(Page);
        await visit.Initialise(format, batches, "{ autocapture: { capture_text_content: true, page_leave: true } }");
        await visit.Page.ClickAsync("a[title]");
        await visit.Page.ClickAsync("#account");
        await visit.Page.FillAsync("#email", Canaries.Email);
        await visit.Page.ClickAsync("#submit");
        await visit.Run("() => scrollTo({ top: 4000, behavior: 'instant' })");
        await visit.UntilSent(s_events[..^1]);
        await visit.UntilQuiet();
        await visit.Open("/thanks");
        await visit.UntilReceived(s_events);

        // What the SDK does not know to have arrived it sends from the next page.
        await visit.Initialise(format, batches);
        await visit.UntilQuiet();

        Assert.Equal(visit.SentEvents.Select(e => e.Key).Order(), visit.ReceivedEvents.Select(e => e.Key).Order());
        Canaries.AssertKept(
            visit, Canaries.Email, Canaries.FirstName, Canaries.LastName, "Larkspurgate", Canaries.Parameter, Canaries.ClickId,
            Canaries.Search, Canaries.Cookie);
        var numbers = visit.Mixpanel.Accepted.SelectMany(Payload.Objects).SelectMany(Numbers.In).ToList();
        Assert.DoesNotContain("1337", numbers);
        Assert.DoesNotContain("777", numbers);
        Assert.Empty(visit.ConsoleErrors);
    }

    [Fact]
    public async Task Click_still_says_what_was_clicked_and_where()
    {
        await using var visit = await Visit.Begin(chromium, Layout.SameOrigin);
        await visit.Open("/checkout");
        await visit.Initialise(batch: false, more: "{ autocapture: true }");
        await visit.Page.ClickAsync("#buy");
        await visit.UntilReceived("$mp_click");
        var click = visit.ReceivedEvents.Single(e => e.Name == "$mp_click");
        Assert.Equal(("buy", "button", "/checkout"), (click.Text("$el_id"), click.Text("$el_tag_name"), click.Text("$pathname")));
        Assert.Equal("button", click.Properties.GetProperty("$elements")[0].GetProperty("$tag_name").GetString());
        Assert.True(click.Has("$clientX"));
        Assert.Equal("true", click.Text("$mp_autocapture"));
    }
}
