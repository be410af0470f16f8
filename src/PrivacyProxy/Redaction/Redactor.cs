using System.Collections.Concurrent;
using PrivacyProxy.Geo;
using PrivacyProxy.Pseudonyms;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Judges the values of one request: which rule holds is found by the walkers (<see cref="JsonWalk"/>,
/// <see cref="ParameterWalk"/>, <see cref="MultipartWalk"/>), what the rule does to a value is done here.
/// </summary>
internal sealed class Redactor : IDisposable
{
    // A document inside a string inside a document: what is wrapped deeper than this is not read, so it does not leave.
    private const int MaximalWrappings = 4;

    // One visitor is in one time zone; a document with hundreds of new ones was made to keep the disk busy.
    private const int MaximalZoneLookUps = 16;

    private static readonly ConcurrentBag<Redactor> s_idle = [];

    private readonly PseudonymMemo _pseudonymMemo = new();
    private readonly ValueMemo _valueMemo = new();
    private Pseudonymiser _pseudonyms = null!;
    private bool _isMemoTaken;
    private int _membersLeft;
    private int _wrappings;
    private int _zoneLookUps;

    private Redactor()
    {
    }

    public RedactionPolicy Policy { get; private set; } = null!;

    public Place Place { get; private set; } = Place.Unknown;

    public ChangeLog? Log { get; private set; }

    /// <summary>The host that was called, for sites on any host: a URL there is the site's own. Empty for all others.</summary>
    public ReadOnlyMemory<byte> CalledHost { get; private set; }

    /// <summary>False on a page that is opened without consent: parameters inside of URLs that tell who opens it stay here.</summary>
    public bool HasConsent { get; private set; }

    /// <summary>Set when a value could not be read; the caller forwards nothing then.</summary>
    public Fault Fault { get; set; }

    /// <summary>How many objects and arrays are open, in all documents inside of each other.</summary>
    public int Depth { get; set; }

    /// <summary>The names of the members of all open objects.</summary>
    public MemberNames Names { get; } = new();

    public LentBuffers Buffers { get; } = new();

    /// <summary>
    /// A redactor for one request, to be disposed with it. It served others before: its tables and buffers are dear to make.
    /// </summary>
    public static Redactor Begin(
        RedactionPolicy policy, Pseudonymiser pseudonyms, Place place, ChangeLog? log, bool hasConsent = true, ReadOnlyMemory<byte> calledHost = default)
    {
        if (!s_idle.TryTake(out var redactor))
            redactor = new Redactor();
        (redactor.Policy, redactor._pseudonyms, redactor.Place, redactor.Log) = (policy, pseudonyms, place, log);
        (redactor.HasConsent, redactor.CalledHost) = (hasConsent, calledHost);
        (redactor._zoneLookUps, redactor._membersLeft) = (MaximalZoneLookUps, policy.Limits.Parameters);
        return redactor;
    }

    /// <summary>Forgets the request.</summary>
    public void Dispose()
    {
        // Whoever came too late finds no policy.
        if (Policy is null)
            return;
        (Policy, _pseudonyms, Place, Log, CalledHost) = (null!, null!, Place.Unknown, null, default);
        (HasConsent, Fault, Depth, HasPayload, IsPayloadEmptied) = (false, Fault.None, 0, false, false);
        (_isMemoTaken, _wrappings) = (false, 0);
        Names.Leave(default);
        _pseudonymMemo.Clear();
        _valueMemo.Clear();
        Buffers.Wipe();
        s_idle.Add(this);
    }

    /// <summary>The memo, for a document that is not inside of another one, and when nobody listens to each change.</summary>
    public ValueMemo? TakeMemo()
    {
        if (_isMemoTaken || Log is not null)
            return null;
        _isMemoTaken = true;
        return _valueMemo;
    }

    public void ReturnMemo(ValueMemo? memo)
    {
        if (memo is null)
            return;
        memo.Clear();
        _isMemoTaken = false;
    }

    /// <summary>
    /// Notes that a payload (a field that is opened) was met. Two of them, in query and body or twice in one, are
    /// ambiguous: nobody knows which one the vendor reads.
    /// </summary>
    /// <param name="name">Its name. In a list (<c>data[]</c>) it stands as often as the list is long.</param>
    public bool MeetPayload(ReadOnlySpan<byte> name = default)
    {
        if (!HasPayload && !name.Contains((byte)'['))
            return HasPayload = true;
        Fault = Fault.Ambiguous;
        return false;
    }

    /// <summary>True when the request carried its payload.</summary>
    public bool HasPayload { get; private set; }

    /// <summary>True when the payload was met and nothing of it may leave.</summary>
    public bool IsPayloadEmptied { get; private set; }

    /// <summary>Counts a member or parameter. False when the limit is passed.</summary>
    public bool CountMember()
    {
        if (--_membersLeft >= 0)
            return true;
        Fault = Fault.TooLarge;
        return false;
    }

    /// <summary>Applies <paramref name="rule"/> to a text. Writes to <paramref name="output"/> only when it answers Changed.</summary>
    public Outcome Redact(FieldRule rule, ReadOnlySpan<byte> value, RuleSet rules, ByteBuffer output)
    {
        var outcome = Apply(rule, value, rules, output);
        if (outcome != Outcome.Kept)
            Log?.Note(outcome == Outcome.Removed ? FieldAction.Remove : Done(rule));
        return outcome;
    }

    private static FieldAction Done(FieldRule rule) => rule.Action switch
    {
        FieldAction.Scan or FieldAction.Open => FieldAction.Replace,
        FieldAction.Keep => FieldAction.Pseudonymise,
        var action => action,
    };

    private Outcome Apply(FieldRule rule, ReadOnlySpan<byte> value, RuleSet rules, ByteBuffer output)
    {
        switch (rule.Action)
        {
            case FieldAction.Keep:
                return Kept.Judge(rule.Shape) switch
                {
                    _ when Kept.Fits(value, rule.Shape) => Outcome.Kept,
                    Outcome.Changed => Pseudonym(value, output),
                    var otherwise => otherwise,
                };
            case FieldAction.Scan:
                return Scan(value, rules, output);
            case FieldAction.Pseudonymise:
                return Pseudonym(value, output);
            case FieldAction.CleanUrl:
                return Cleaned(value, rule, output);
            case FieldAction.OriginOnly:
                var start = output.Length;
                Policy.Urls.OriginOnly(value, output, CalledHost.Span);
                return Compare(value, output, start);
            case FieldAction.Coarsen:
                return Coarsened(rule.Coarsened, value, output);
            case FieldAction.TruncateIp:
                return Truncated(value, output);
            case FieldAction.Replace:
                output.Append(rule.Constant);
                return Outcome.Changed;
            case FieldAction.Open:
                return Open(value, rule.Inner!, output);
            default:
                return Outcome.Removed;
        }
    }

    private Outcome Pseudonym(ReadOnlySpan<byte> value, ByteBuffer output) =>
        _pseudonyms.TryAppend(value, output, _pseudonymMemo) ? Outcome.Changed : Outcome.Kept;

    private Outcome Cleaned(ReadOnlySpan<byte> value, FieldRule rule, ByteBuffer output)
    {
        if (value.IsEmpty)
            return Outcome.Kept;
        var start = output.Length;
        if (HasConsent && rule.Inner is { } parameters)
            Policy.Urls.Clean(value, output, (name, text, written) => KeepsParameter(parameters, name, text, written));
        else
            Policy.Urls.Clean(value, output);
        return Compare(value, output, start);
    }

    /// <summary>Judges a parameter of a page URL that the vendor reads like one of its own (Mautic does).</summary>
    private bool KeepsParameter(RuleSet rules, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ByteBuffer output)
    {
        var rule = rules.Match(rules.Root, ParameterName.Base(name), null, out _, out var isWritten);
        if (!isWritten)
            return false;
        var start = output.Length;
        var outcome = Apply(rule, value, rules, output);
        if (outcome == Outcome.Kept)
            output.Append(value);
        if (outcome == Outcome.Removed)
            output.CutTo(start);
        return outcome != Outcome.Removed;
    }

    private Outcome Scan(ReadOnlySpan<byte> value, RuleSet rules, ByteBuffer output)
    {
        if (value.Length < 3)
            return Outcome.Kept;
        if (Wrapping.IsJson(value))
        {
            if (TryOpenInside(value, rules, output, out var inside))
                return inside;
            // SDKs cut long texts off, some write documents in the notation of their language: members without a name
            // that could be judged.
            if (Wrapping.BeginsObject(value))
            {
                output.Append(DataClassLabel.Of(DataClass.Encoded));
                return Outcome.Changed;
            }
        }

        var start = output.Length;
        if (UrlCleaner.LooksLikeUrl(value) || UrlCleaner.HasQuery(value))
        {
            Policy.Urls.Clean(value, output);
            return Compare(value, output, start);
        }

        // Most values have no URL in them and need no room for a cleaned one.
        if (value.IndexOf("://"u8) < 0)
            return PersonalData.TryReplace(value, output) ? Outcome.Changed : Outcome.Kept;
        using var cleaned = new ByteBuffer(value.Length + 64);
        if (!Policy.Urls.TryCleanUrlsInText(value, cleaned))
            return PersonalData.TryReplace(value, output) ? Outcome.Changed : Outcome.Kept;
        if (!PersonalData.TryReplace(cleaned.Span, output))
            output.Append(cleaned.Span);
        return Outcome.Changed;
    }

    /// <summary>A text that is itself a document is redacted as one; if it only looks so, it is judged as text.</summary>
    private bool TryOpenInside(ReadOnlySpan<byte> value, RuleSet rules, ByteBuffer output, out Outcome outcome)
    {
        outcome = Outcome.Removed;
        if (_wrappings == MaximalWrappings)
            return true;
        var start = output.Length;
        _wrappings++;
        var faultBefore = Fault;
        var result = JsonWalk.Redact(value, rules, this, output);
        _wrappings--;
        if (Fault == Fault.Unreadable)
        {
            Fault = faultBefore;
            output.CutTo(start);
            return false;
        }

        outcome = result == Outcome.Removed ? Outcome.Removed : Compare(value, output, start);
        return true;
    }

    private Outcome Open(ReadOnlySpan<byte> value, RuleSet inner, ByteBuffer output)
    {
        if (_wrappings == MaximalWrappings)
        {
            Fault = Fault.TooLarge;
            return Outcome.Removed;
        }

        _wrappings++;
        var outcome = OpenWrapped(value, inner, output);
        _wrappings--;
        IsPayloadEmptied |= outcome == Outcome.Removed;
        return outcome;
    }

    private Outcome OpenWrapped(ReadOnlySpan<byte> value, RuleSet inner, ByteBuffer output)
    {
        if (Wrapping.IsJson(value))
            return JsonWalk.Redact(value, inner, this, output);

        using var decoded = new ByteBuffer(value.Length);
        if (!Wrapping.TryDecodeBase64(value, decoded) || !Surrogates.TryJoin(decoded) || !Wrapping.IsJson(decoded.Span))
        {
            Fault = Fault.Unreadable;
            return Outcome.Removed;
        }

        if (decoded.Length > Policy.Limits.BodyBytes)
        {
            Fault = Fault.TooLarge;
            return Outcome.Removed;
        }

        using var redacted = new ByteBuffer(decoded.Length + 64);
        if (JsonWalk.Redact(decoded.Span, inner, this, redacted) == Outcome.Removed)
            return Outcome.Removed;
        Wrapping.EncodeBase64(redacted.Span, output);
        return Outcome.Changed;
    }

    private Outcome Truncated(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        var start = output.Length;
        return Addresses.TextAddress.TryTruncate(value, Policy.Truncation, output)
            ? Compare(value, output, start)
            : Outcome.Removed;
    }

    private Outcome Coarsened(CoarsenedValue kind, ReadOnlySpan<byte> value, ByteBuffer output)
    {
        var start = output.Length;
        var known = kind switch
        {
            CoarsenedValue.UserAgent => UserAgentClass.TryCoarsen(value, output),
            CoarsenedValue.Screen => ScreenClass.TryCoarsen(value, output),
            CoarsenedValue.Version => VersionClass.TryCoarsen(value, output),
            CoarsenedValue.TimeZone => TimeZoneClass.TryCoarsen(value, output, ref _zoneLookUps),
            CoarsenedValue.Language => LanguageClass.TryCoarsen(value, output),
            _ => false,
        };
        return known ? Compare(value, output, start) : Outcome.Removed;
    }

    /// <summary>Takes an output back that says what the value said; an emptied value is removed.</summary>
    private static Outcome Compare(ReadOnlySpan<byte> value, ByteBuffer output, int start)
    {
        var written = output.Span[start..];
        if (written.SequenceEqual(value))
        {
            output.CutTo(start);
            return Outcome.Kept;
        }

        return written.IsEmpty ? Outcome.Removed : Outcome.Changed;
    }
}
