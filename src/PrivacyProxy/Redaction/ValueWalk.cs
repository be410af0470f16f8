namespace PrivacyProxy.Redaction;

/// <summary>Judges the values of one JSON document, each as it is written in it.</summary>
internal ref struct ValueWalk
{
    // The shortest that any detector finds something in.
    private const int ShortestText = 3;
    private const int ShortestNumber = 7;

    // What was changed is kept for the memo up to here; then both begin anew.
    private const int MostChanged = 64 * 1024;

    private readonly ReadOnlySpan<byte> _json;
    private readonly RuleSet _rules;
    private readonly Redactor _redactor;
    private readonly ValueMemo? _memo;
    private readonly ByteBuffer _changed;

    /// <param name="json">The document.</param>
    /// <param name="rules">Its rules.</param>
    /// <param name="redactor">Judges the values.</param>
    /// <param name="memo">Null for a document inside of another one, whose memo it would overwrite.</param>
    public ValueWalk(ReadOnlySpan<byte> json, RuleSet rules, Redactor redactor, ValueMemo? memo)
    {
        _json = json;
        _rules = rules;
        _redactor = redactor;
        _memo = memo;
        _changed = redactor.Buffers.Lend();
    }

    /// <summary>After Changed: what is written instead, quotes included.</summary>
    public ReadOnlySpan<byte> Change { get; private set; }

    /// <summary>Gives back what was lent.</summary>
    public readonly void End() => _redactor.Buffers.TakeBack(_changed);

    /// <param name="field">What the rules say of it.</param>
    /// <param name="start">Behind the opening quote.</param>
    /// <param name="length">Without the quotes.</param>
    /// <param name="isEscaped">Whether there are escapes in it.</param>
    public Outcome Text(Field field, int start, int length, bool isEscaped)
    {
        if (length < ShortestText && field.Rule.Action == FieldAction.Scan)
            return Outcome.Kept;
        if (TryRecall(field, start, length, out var outcome))
            return outcome;
        var from = Begin();
        _changed.Append((byte)'"');
        outcome = isEscaped ? Unescape(field.Rule, _json.Slice(start, length)) : _redactor.Redact(field.Rule, _json.Slice(start, length), _rules, _changed);
        if (outcome == Outcome.Changed)
            Quote(from);
        return Remember(field, start, length, outcome, from);
    }

    public Outcome Number(Field field, int start, int length)
    {
        var rule = field.Rule;
        if (length < ShortestNumber && rule.Action is FieldAction.Scan or FieldAction.Keep && rule.Shape is KeptShape.Any or KeptShape.Number)
            return Outcome.Kept;
        if (TryRecall(field, start, length, out var outcome))
            return outcome;
        var from = Begin();
        // A class of numbers is a number; whatever else a number is changed to is text.
        var isText = rule.Action != FieldAction.Coarsen;
        if (isText)
            _changed.Append((byte)'"');
        outcome = _redactor.Redact(rule, _json.Slice(start, length), _rules, _changed);
        if (outcome == Outcome.Changed && isText)
            Quote(from);
        return Remember(field, start, length, outcome, from);
    }

    private bool TryRecall(Field field, int start, int length, out Outcome outcome)
    {
        outcome = default;
        if (_memo is null || !_memo.TryRecall(field, _json, _json.Slice(start, length), out outcome, out var change))
            return false;
        if (outcome == Outcome.Changed)
            Change = _changed.Span[change];
        return true;
    }

    private readonly int Begin()
    {
        if (_memo is null)
        {
            _changed.Clear();
        }
        else if (_changed.Length > MostChanged)
        {
            _changed.Clear();
            _memo.Clear();
        }

        return _changed.Length;
    }

    private Outcome Remember(Field field, int start, int length, Outcome outcome, int from)
    {
        if (outcome == Outcome.Changed)
            Change = _changed.Span[from..];
        else
            _changed.CutTo(from);
        _memo?.Remember(field, start, length, outcome, from, _changed.Length);
        return outcome;
    }

    private readonly Outcome Unescape(FieldRule rule, ReadOnlySpan<byte> written)
    {
        var value = _redactor.Buffers.Lend();
        var isWhole = JsonEscapes.TryUnescape(written, value);
        var outcome = _redactor.Redact(rule, value.Span, _rules, _changed);
        if (outcome == Outcome.Kept && !isWhole)
        {
            // Left as it was, half a surrogate pair would be read by each vendor in its own way.
            _changed.Append(value.Span);
            outcome = Outcome.Changed;
        }

        _redactor.Buffers.TakeBack(value);
        return outcome;
    }

    /// <summary>Ends the string that begins at <paramref name="from"/>, and escapes what it says.</summary>
    private readonly void Quote(int from)
    {
        var text = _changed.Span[(from + 1)..];
        if (!JsonText.NeedsEscape(text))
        {
            _changed.Append((byte)'"');
            return;
        }

        var copy = _redactor.Buffers.Lend();
        copy.Append(text);
        _changed.CutTo(from);
        JsonText.AppendString(copy.Span, _changed);
        _redactor.Buffers.TakeBack(copy);
    }
}
