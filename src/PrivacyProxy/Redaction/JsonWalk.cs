using System.Text.Json;
using System.Text.Unicode;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Redacts one JSON document in one pass: every token is read once, judged, and written again. Members that leave are
/// written from the bytes that were judged; nothing is copied that was not read.
/// </summary>
/// <remarks>
/// Closed to the tricks by which two parsers read two documents: names are compared unescaped, a name that stands twice
/// in an object, a lone surrogate, invalid UTF-8, a byte order mark, comments and trailing text make the whole document
/// unreadable (RFC 8259 leaves their meaning open, so vendors may read them otherwise).
/// </remarks>
internal ref struct JsonWalk
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly RuleSet _rules;
    private readonly Redactor _redactor;
    private readonly ByteBuffer _output;
    private readonly MemberNames _names;

    // One for all values of the document: they are redacted one after the other, and a document inside of a value has a
    // walk of its own.
    private readonly ByteBuffer _changed;
    private Utf8JsonReader _reader;

    private JsonWalk(ReadOnlySpan<byte> json, RuleSet rules, Redactor redactor, ByteBuffer output, MemberNames names, ByteBuffer changed)
    {
        _json = json;
        _rules = rules;
        _redactor = redactor;
        _output = output;
        _names = names;
        _changed = changed;
        // One level more than allowed: so the walk itself meets the limit and can tell "too deep" from "broken".
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = redactor.Policy.Limits.Depth + 1 });
    }

    /// <summary>
    /// Appends the redacted document. Removed means that nothing may leave: the document was emptied, or unreadable, and
    /// then <see cref="Redactor.Fault"/> says why.
    /// </summary>
    public static Outcome Redact(ReadOnlySpan<byte> json, RuleSet rules, Redactor redactor, ByteBuffer output)
    {
        var start = output.Length;
        if (!Utf8.IsValid(json))
        {
            redactor.Fault = Fault.Unreadable;
            return Outcome.Removed;
        }

        using var names = new MemberNames();
        using var changed = new ByteBuffer(256);
        var walk = new JsonWalk(json, rules, redactor, output, names, changed);
        try
        {
            if (walk.Advance() && walk.WriteValue(rules.Root, null, rules.Otherwise) && walk.IsAtEnd())
                return Outcome.Changed;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Utf8JsonReader throws the one for broken syntax and the other for a lone surrogate in an escape.
            redactor.Fault = Fault.Unreadable;
        }

        output.CutTo(start);
        return Outcome.Removed;
    }

    private bool Advance()
    {
        if (_reader.Read())
            return true;
        _redactor.Fault = Fault.Unreadable;
        return false;
    }

    private bool IsAtEnd() => _redactor.Fault == Fault.None && !_reader.Read();

    /// <summary>Writes the value that the reader stands on. False when nothing of it leaves.</summary>
    /// <param name="node">Where the written paths stand.</param>
    /// <param name="inherited">The protecting rule of the field that this value is inside of.</param>
    /// <param name="rule">The rule of the field itself.</param>
    private bool WriteValue(RuleNode? node, FieldRule? inherited, FieldRule rule) => _reader.TokenType switch
    {
        JsonTokenType.StartObject => !IsTooDeep() && WriteObject(node, inherited),
        JsonTokenType.StartArray => !IsTooDeep() && WriteArray(node, inherited, rule),
        JsonTokenType.String => WriteText(rule),
        _ => WriteLiteral(rule),
    };

    private readonly bool IsTooDeep()
    {
        if (_reader.CurrentDepth < _redactor.Policy.Limits.Depth)
            return false;
        _redactor.Fault = Fault.TooLarge;
        return true;
    }

    private bool WriteObject(RuleNode? node, FieldRule? inherited)
    {
        var frame = _names.Enter();
        var members = 0;
        var removed = 0;
        _output.Append((byte)'{');
        while (Advance() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!_redactor.CountMember())
                return false;
            if (WriteMember(node, inherited, frame, members > 0))
                members++;
            else if (_redactor.Fault != Fault.None)
                return false;
            else
                removed++;
        }

        if (_redactor.Fault != Fault.None)
            return false;
        _names.Leave(frame);
        members += WriteInsertions(node, members);
        _output.Append((byte)'}');
        return members > 0 || removed == 0;
    }

    private bool WriteMember(RuleNode? node, FieldRule? inherited, int frame, bool isFollowing)
    {
        var written = _json.Slice((int)_reader.TokenStartIndex, _reader.ValueSpan.Length + 2);
        if (!_reader.ValueIsEscaped)
            return WriteMember(node, inherited, frame, isFollowing, written, _reader.ValueSpan);

        using var unescaped = new ByteBuffer(_reader.ValueSpan.Length);
        unescaped.Advance(_reader.CopyString(unescaped.GetSpan(_reader.ValueSpan.Length)));
        return WriteMember(node, inherited, frame, isFollowing, written, unescaped.Span);
    }

    private bool WriteMember(
        RuleNode? node, FieldRule? inherited, int frame, bool isFollowing, ReadOnlySpan<byte> written, ReadOnlySpan<byte> name)
    {
        if (!_names.TryAdd(frame, name))
        {
            _redactor.Fault = Fault.Unreadable;
            return false;
        }

        var rule = _rules.Match(node, name, inherited, out var child, out var isWritten);
        var leaves = rule.Action != FieldAction.Remove
            && (isWritten || rule.Action == FieldAction.Keep || (!PersonalNames.IsPersonal(name) && !PersonalData.Contains(name)));
        _redactor.Log?.Enter(name);
        if (!Advance())
            return false;

        var start = _output.Length;
        if (isFollowing)
            _output.Append((byte)',');
        if (leaves)
        {
            _output.Append(written);
            _output.Append((byte)':');
            leaves = WriteValue(child, rule.Protects ? rule : null, rule);
        }
        else
        {
            _redactor.Log?.Note(FieldAction.Remove);
            SkipValue();
        }

        if (!leaves)
            _output.CutTo(start);
        _redactor.Log?.Leave();
        return leaves;
    }

    private bool WriteArray(RuleNode? node, FieldRule? inherited, FieldRule rule)
    {
        var elements = 0;
        var removed = 0;
        var index = 0;
        _output.Append((byte)'[');
        while (Advance() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (!_redactor.CountMember())
                return false;
            var start = _output.Length;
            if (elements > 0)
                _output.Append((byte)',');
            _redactor.Log?.EnterElement(index++);
            var leaves = WriteValue(node, inherited, rule);
            _redactor.Log?.Leave();
            if (_redactor.Fault != Fault.None)
                return false;
            if (leaves)
            {
                elements++;
                continue;
            }

            removed++;
            _output.CutTo(start);
        }

        _output.Append((byte)']');
        return _redactor.Fault == Fault.None && (elements > 0 || removed == 0);
    }

    private bool WriteText(FieldRule rule)
    {
        var written = _json.Slice((int)_reader.TokenStartIndex, _reader.ValueSpan.Length + 2);
        if (!_reader.ValueIsEscaped)
            return WriteText(rule, written, _reader.ValueSpan);

        using var unescaped = new ByteBuffer(_reader.ValueSpan.Length);
        unescaped.Advance(_reader.CopyString(unescaped.GetSpan(_reader.ValueSpan.Length)));
        return WriteText(rule, written, unescaped.Span);
    }

    private readonly bool WriteText(FieldRule rule, ReadOnlySpan<byte> written, ReadOnlySpan<byte> value)
    {
        _changed.Clear();
        switch (_redactor.Redact(rule, value, _rules, _changed))
        {
            case Outcome.Kept:
                _output.Append(written);
                return true;
            case Outcome.Changed:
                JsonText.AppendString(_changed.Span, _output);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Numbers, true, false and null. They are judged by their text: a card number may be written as a number.</summary>
    private readonly bool WriteLiteral(FieldRule rule)
    {
        var text = _reader.ValueSpan;
        if (_reader.TokenType != JsonTokenType.Number)
        {
            // There is no person in true, false and null; a rule for text has nothing to do.
            _output.Append(text);
            return true;
        }

        _changed.Clear();
        switch (_redactor.Redact(rule, text, _rules, _changed))
        {
            case Outcome.Kept:
                _output.Append(text);
                return true;
            case Outcome.Changed when rule.Action == FieldAction.Coarsen:
                _output.Append(_changed.Span);
                return true;
            case Outcome.Changed:
                JsonText.AppendString(_changed.Span, _output);
                return true;
            default:
                return false;
        }
    }

    private readonly int WriteInsertions(RuleNode? node, int members)
    {
        if (node is null || node.Insertions.Count == 0)
            return 0;
        var inserted = 0;
        foreach (var insertion in node.Insertions)
        {
            var value = insertion.Part switch
            {
                PlacePart.Country => _redactor.Place.Country,
                PlacePart.Region => _redactor.Place.Region,
                _ => _redactor.Place.City,
            };
            if (value is null)
                continue;
            if (members + inserted > 0)
                _output.Append((byte)',');
            _output.Append(insertion.QuotedName);
            _output.Append((byte)':');
            JsonText.AppendString(System.Text.Encoding.UTF8.GetBytes(value), _output);
            inserted++;
        }

        return inserted;
    }

    /// <summary>Reads over a value that does not leave; its syntax and depth are still checked.</summary>
    private void SkipValue()
    {
        if (_reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;
        var depth = _reader.CurrentDepth;
        do
        {
            if (_reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && IsTooDeep())
                return;
            if (!Advance())
                return;
        }
        while (_reader.CurrentDepth > depth);
    }
}
