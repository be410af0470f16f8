using System.Buffers.Text;

namespace PrivacyProxy.Consent.Platforms;

/// <summary>
/// Cookiebot: a partly percent-encoded JavaScript object literal. Outside of its regions it writes all categories as true
/// without asking, so an opt-in counts only with <c>method:'explicit'</c>, a real stamp and a time that is not too old.
/// </summary>
internal sealed class Cookiebot(TimeProvider time) : IConsentDialect
{
    public static readonly ConsentSource Source =
        new("cookiebot", "CookieConsent", PurposeNaming.Fixed, (_, time) => new Cookiebot(time));

    private static readonly TimeSpan OldestDecision = TimeSpan.FromDays(395);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromDays(2);

    public ConsentDecision Read(ReadOnlySpan<char> value)
    {
        // The old form of "declined". The other bare forms (-1, true, false) are written without asking.
        if (value is "0")
            return ConsentDecision.Refused;

        Span<byte> literal = stackalloc byte[StrictPercent.MaxLength];
        if (!StrictPercent.TryDecode(value, literal, out var length))
            return ConsentDecision.Undecided;

        var members = new CookiebotLiteral(literal[..length], stackalloc Range[CookiebotLiteral.MostMembers]);
        ConsentState statistics = ConsentState.Undecided, marketing = ConsentState.Undecided;
        bool isExplicit = false, isReal = true, hasTime = false;
        while (members.MoveNext())
        {
            var readable = true;
            if (members.Key.SequenceEqual("statistics"u8))
                readable = TryReadCategory(members, out statistics);
            else if (members.Key.SequenceEqual("marketing"u8))
                readable = TryReadCategory(members, out marketing);
            else if (members.Key.SequenceEqual("method"u8))
                isExplicit = members.IsQuoted && members.Value.SequenceEqual("explicit"u8);
            else if (members.Key.SequenceEqual("stamp"u8))
                isReal = !members.Value.SequenceEqual("-1"u8);
            else if (members.Key.SequenceEqual("utc"u8))
                readable = hasTime = IsRecent(members.Value);
            if (!readable)
                return ConsentDecision.Undecided;
        }
        if (!members.IsComplete)
            return ConsentDecision.Undecided;

        if (isExplicit && isReal && hasTime)
            return new ConsentDecision(statistics, marketing);
        // A refusal needs no marker, but only as a whole: partly false is what a preset looks like.
        return statistics == ConsentState.Refused && marketing == ConsentState.Refused
            ? ConsentDecision.Refused
            : ConsentDecision.Undecided;
    }

    /// <summary>A refusal is also believed as a quoted word, an opt-in never.</summary>
    private static bool TryReadCategory(in CookiebotLiteral member, out ConsentState state)
    {
        if (member.Value.SequenceEqual("false"u8))
            state = ConsentState.Refused;
        else if (!member.IsQuoted && member.Value.SequenceEqual("true"u8))
            state = ConsentState.Granted;
        else
            state = ConsentState.Undecided;
        return state != ConsentState.Undecided;
    }

    private bool IsRecent(ReadOnlySpan<byte> milliseconds)
    {
        if (!Utf8Parser.TryParse(milliseconds, out long utc, out var consumed) || consumed != milliseconds.Length)
            return false;
        var now = time.GetUtcNow();
        return utc >= (now - OldestDecision).ToUnixTimeMilliseconds() && utc <= (now + ClockTolerance).ToUnixTimeMilliseconds();
    }
}
