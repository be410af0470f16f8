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

    /// <summary>True when the field's last value stands here again; it need not even be read to its end.</summary>
    /// <param name="field">What the rules say of it.</param>
    /// <param name="start">Where the value begins.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="end">Where it ends.</param>
    public bool TryRecall(Field field, int start, out Outcome outcome, out int end)
    {
        (outcome, end) = (Outcome.Kept, start);
        if (_memo is null)
            return false;
        ref readonly var last = ref _memo.Last(field);
        if (!last.StandsAt(start, field, _json))
            return false;
        (outcome, end) = (last.Outcome, start + last.Length);
        if (outcome == Outcome.Changed)
            Change = _changed.Span[last.ChangeStart..last.ChangeEnd];
        return true;
    }

    /// <param name="field">What the rules say of it.</param>
    /// <param name="start">Where its opening quote stands.</param>
    /// <param name="length">With both quotes.</param>
    /// <param name="isEscaped">Whether there are escapes in it.</param>
    public Outcome Text(Field field, int start, int length, bool isEscaped)
    {
        var written = _json.Slice(start + 1, length - 2);
        if (written.Length < ShortestText && field.Rule.Action == FieldAction.Scan)
            return Outcome.Kept;
        var from = Begin();
        _changed.Append((byte)'"');
        var outcome = isEscaped ? Unescape(field.Rule, written) : _redactor.Redact(field.Rule, written, _rules, _changed);
        if (outcome == Outcome.Changed)
            Quote(from);
        return Remember(field, start, length, outcome, from);
    }

    public Outcome Number(Field field, int start, int length)
    {
        var rule = field.Rule;
        if (length < ShortestNumber && rule.Action is FieldAction.Scan or FieldAction.Keep && rule.Shape is KeptShape.Any or KeptShape.Number)
            return Outcome.Kept;
        var from = Begin();
        // A class of numbers is a number; whatever else a number is changed to is text.
        var isText = rule.Action != FieldAction.Coarsen;
        if (isText)
            _changed.Append((byte)'"');
        var outcome = _redactor.Redact(rule, _json.Slice(start, length), _rules, _changed);
        if (outcome == Outcome.Changed && isText)
            Quote(from);
        return Remember(field, start, length, outcome, from);
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
        _memo?.Remember(new RecalledValue(field, start, length, outcome, from, _changed.Length));
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
