using PrivacyProxy.Consent;
using Xunit;

namespace PrivacyProxy.Tests.Consent;

public sealed class ConsentDecisionTests
{
    [Fact]
    public void The_stricter_state_wins_per_purpose_in_either_order()
    {
        var states = Enum.GetValues<ConsentState>();
        foreach (var a in states)
        {
            foreach (var b in states)
            {
                var wanted = a == ConsentState.Refused || b == ConsentState.Refused ? ConsentState.Refused
                    : a == ConsentState.Undecided || b == ConsentState.Undecided ? ConsentState.Undecided
                    : ConsentState.Granted;
                var decision = ConsentDecision.MostRestrictive(new(a, ConsentState.Granted), new(b, ConsentState.Granted));
                Assert.Equal(new ConsentDecision(wanted, ConsentState.Granted), decision);
            }
        }
    }

    [Fact]
    public void Each_purpose_has_its_own_state()
    {
        var decision = new ConsentDecision(ConsentState.Granted, ConsentState.Refused);
        Assert.Equal(ConsentState.Granted, decision.ForPurpose(Purpose.Analytics));
        Assert.Equal(ConsentState.Refused, decision.ForPurpose(Purpose.Marketing));
        Assert.Equal(ConsentState.Undecided, decision.ForPurpose((Purpose)7));
    }

    [Fact]
    public void A_decision_that_was_never_made_is_a_refusal() => Assert.Equal(ConsentDecision.Refused, default);
}
