using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <content>What each rule does to a value.</content>
internal sealed partial class Redactor
{
    // A document inside a string inside a document: what is wrapped deeper than this is not read, so it does not leave.
    private const int MaximalWrappings = 4;

    // What a document, a URL or a query inside of a text cannot be without; a bare host begins with a w instead.
    private static readonly SearchValues<byte> s_structure = SearchValues.Create("{[/?:%"u8);

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
                return OriginOnly(value, output);
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
        _pseudonyms.TryAppend(value, output) ? Outcome.Changed : Outcome.Kept;

    /// <summary>A URL of another site inside of one of the own site would keep what it loses when it stands alone.</summary>
    private Outcome OriginOnly(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        if (!UrlShape.IsOne(value))
            return Outcome.Removed;
        var start = output.Length;
        Policy.Urls.OriginOnly(value, output, CalledHost.Span);
        if (!UrlShape.HoldsAnother(output.Span[start..]))
            return Compare(value, output, start);
        output.CutTo(start);
        return Outcome.Removed;
    }

    private Outcome Cleaned(ReadOnlySpan<byte> value, FieldRule rule, ByteBuffer output)
    {
        if (value.IsEmpty)
            return Outcome.Kept;
        if (!UrlShape.IsOne(value))
            return Outcome.Removed;
        var start = output.Length;
        if (HasConsent && rule.Inner is { } parameters)
        {
            var judge = new PageParameters(this, parameters);
            Policy.Urls.Clean(value, output, ref judge);
        }
        else
        {
            Policy.Urls.Clean(value, output);
        }

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
        if (!value.ContainsAny(s_structure) && (value[0] | 0x20) != 'w')
            return PersonalData.TryReplace(value, output) ? Outcome.Changed : Outcome.Kept;
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

        var cleaned = Buffers.Lend();
        var isCleaned = Policy.Urls.TryCleanUrlsInText(value, cleaned);
        var isReplaced = PersonalData.TryReplace(isCleaned ? cleaned.Span : value, output);
        if (isCleaned && !isReplaced)
            output.Append(cleaned.Span);
        Buffers.TakeBack(cleaned);
        return isCleaned || isReplaced ? Outcome.Changed : Outcome.Kept;
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
        var mark = Log?.Mark();
        var result = JsonWalk.Redact(value, rules, this, output);
        _wrappings--;
        if (Fault == Fault.Unreadable)
        {
            Fault = faultBefore;
            output.CutTo(start);
            if (mark is { } before)
                Log!.ReturnTo(before);
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

        var decoded = Buffers.Lend();
        var redacted = Buffers.Lend();
        var outcome = OpenBase64(value, inner, decoded, redacted, output);
        Buffers.TakeBack(redacted);
        Buffers.TakeBack(decoded);
        return outcome;
    }

    private Outcome OpenBase64(ReadOnlySpan<byte> value, RuleSet inner, ByteBuffer decoded, ByteBuffer redacted, ByteBuffer output)
    {
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

    /// <summary>The parameters of a page URL that the vendor reads like its own ones.</summary>
    private readonly struct PageParameters(Redactor redactor, RuleSet rules) : IParameterRules
    {
        public bool TryWrite(ReadOnlySpan<byte> decodedName, ReadOnlySpan<byte> decodedValue, ByteBuffer decodedOutput) =>
            redactor.KeepsParameter(rules, decodedName, decodedValue, decodedOutput);
    }
}
