using System.Text.Unicode;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Redacts one JSON document in one pass: every token is read once and judged; what stays is copied in as long runs as
/// possible, what changes is spliced in, and what does not leave is left out together with its comma.
/// </summary>
/// <remarks>
/// Closed to the tricks by which two parsers read two documents: names are compared unescaped, a name that stands twice
/// in an object, half a surrogate pair in a name, invalid UTF-8, a byte order mark, comments and trailing text make the
/// whole document unreadable (RFC 8259 leaves their meaning open, so vendors may read them otherwise).
/// </remarks>
internal ref struct JsonWalk
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly Redactor _redactor;
    private readonly MemberNames _names;
    private readonly ByteBuffer _output;
    private ValueWalk _values;

    /// <summary>The next byte to read.</summary>
    private int _at;

    /// <summary>What stands before it is in the output, or does not leave.</summary>
    private int _copied;

    private JsonWalk(ReadOnlySpan<byte> json, RuleSet rules, Redactor redactor, ByteBuffer output, ValueMemo? memo)
    {
        _json = json;
        _redactor = redactor;
        _names = redactor.Names;
        _output = output;
        _values = new ValueWalk(json, rules, redactor, memo);
    }

    /// <summary>
    /// Appends the redacted document. Removed means that nothing may leave: the document was emptied, or unreadable, and
    /// then <see cref="Redactor.Fault"/> says why.
    /// </summary>
    public static Outcome Redact(ReadOnlySpan<byte> json, RuleSet rules, Redactor redactor, ByteBuffer output)
    {
        var start = output.Length;
        var frame = redactor.Names.Enter();
        var depth = redactor.Depth;
        var memo = redactor.TakeMemo();
        var walk = new JsonWalk(json, rules, redactor, output, memo);
        var leaves = walk.TryWrite(rules.Document);
        walk._values.End();
        redactor.ReturnMemo(memo);
        redactor.Names.Leave(frame);
        redactor.Depth = depth;
        if (!leaves)
            output.CutTo(start);
        return leaves ? Outcome.Changed : Outcome.Removed;
    }

    private bool TryWrite(Field document)
    {
        _at = _copied = JsonSyntax.SkipWhiteSpace(_json, 0);
        if (!Utf8.IsValid(_json))
            return Fail(Fault.Unreadable);
        var leaves = Write(document);
        if (_redactor.Fault != Fault.None)
            return false;
        if (JsonSyntax.SkipWhiteSpace(_json, _at) != _json.Length)
            return Fail(Fault.Unreadable);
        CopyUpTo(_at);
        return leaves;
    }

    /// <summary>Reads the value that begins here. False when nothing of it leaves.</summary>
    private bool Write(Field field)
    {
        if ((uint)_at >= (uint)_json.Length)
            return Fail(Fault.Unreadable);
        var start = _at;
        if (_values.TryRecall(field, start, out var outcome, out var end))
        {
            _at = end;
            return Splice(outcome, start);
        }

        switch (_json[start])
        {
            case (byte)'"':
                return WriteText(field);
            case (byte)'{':
                return WriteObject(field.Members);
            case (byte)'[':
                return WriteArray(field);
            case (byte)'t' or (byte)'f' or (byte)'n':
                // There is no person in true, false and null; a rule for text has nothing to do.
                return EndsAt(JsonSyntax.EndOfLiteral(_json, _at));
            default:
                return WriteNumber(field);
        }
    }

    private bool WriteObject(FieldScope scope)
    {
        if (!Enter())
            return false;
        var frame = _names.Enter();
        var (kept, removed, comma) = (0, 0, -1);
        Field? field = null;
        if (!IsEmpty((byte)'}'))
        {
            do
            {
                if (!_redactor.CountMember())
                    return false;
                if (kept > 0 && TryPass(ref frame, ref field!))
                {
                    kept++;
                    continue;
                }

                var place = Begin(kept, comma);
                if (WriteMember(scope, ref frame, ref field))
                    kept++;
                else if (_redactor.Fault != Fault.None)
                    return false;
                else
                    removed += LeaveOut(place);
            }
            while (IsFollowed((byte)'}', out comma));
            if (_redactor.Fault != Fault.None)
                return false;
        }

        _names.Leave(frame);
        _redactor.Depth--;
        if (scope.Insertions.Length > 0)
        {
            CopyUpTo(_at);
            kept += Insertion.AppendAll(scope.Insertions, _redactor.Place, isFirst: kept == 0, _output);
        }

        _at++;
        return kept > 0 || removed == 0;
    }

    /// <summary>
    /// Passes over a member that stands here as it stood in the last object, name and value, and that stayed there. False
    /// when it must be read.
    /// </summary>
    private bool TryPass(ref NameFrame frame, ref Field field)
    {
        if (field.Follower is not { } expected || !_values.Repeats(expected, _at, out var length) || !_names.TryAdd(ref frame, expected.Hash))
            return false;
        _at += length;
        field = expected;
        return true;
    }

    private bool WriteMember(FieldScope scope, ref NameFrame frame, ref Field? field)
    {
        var isFirst = field is null;
        var previous = field;
        if ((isFirst ? scope.First : previous!.Follower) is { } expected && IsAt(expected))
        {
            _at += expected.Member.Length;
            field = expected;
        }
        else if ((field = ReadName(scope)) is null)
        {
            return false;
        }
        else if (!field.Member.IsEmpty)
        {
            if (isFirst)
                scope.First = field;
            else
                previous!.Follower = field;
        }

        if (!_names.TryAdd(ref frame, field.Hash))
            return Fail(Fault.Unreadable);
        _at = JsonSyntax.SkipWhiteSpace(_json, _at);
        var leaves = field.Leaves ? Write(field) : PassOver();
        _redactor.Log?.Leave();
        return leaves;
    }

    /// <summary>Whoever listens wants to know the name, so it is read then.</summary>
    private readonly bool IsAt(Field expected) =>
        _redactor.Log is null && !expected.Member.IsEmpty && _json[_at..].StartsWith(expected.Member);

    /// <summary>Reads a name and its colon. Null when they can't be read.</summary>
    private Field? ReadName(FieldScope scope)
    {
        var start = _at + 1;
        var isEscaped = false;
        var end = JsonSyntax.IsAt(_json, _at, (byte)'"') ? JsonSyntax.EndOfString(_json, start, out isEscaped) : -1;
        _at = end < 0 ? _at : JsonSyntax.SkipWhiteSpace(_json, end + 1);
        if (end < 0 || !JsonSyntax.IsAt(_json, _at, (byte)':'))
        {
            Fail(Fault.Unreadable);
            return null;
        }

        _at++;
        return isEscaped ? FindEscaped(_json[start..end], scope) : Find(_json[start..end], scope);
    }

    private readonly Field? FindEscaped(ReadOnlySpan<byte> written, FieldScope scope)
    {
        var name = _redactor.Buffers.Lend();
        var field = JsonEscapes.TryUnescape(written, name) ? Find(name.Span, scope) : null;
        _redactor.Buffers.TakeBack(name);
        if (field is null)
            Fail(Fault.Unreadable);
        return field;
    }

    private readonly Field Find(ReadOnlySpan<byte> name, FieldScope scope)
    {
        _redactor.Log?.Enter(name);
        return scope.Find(name, NameHash.Of(name));
    }

    private bool WriteArray(Field field)
    {
        if (!Enter())
            return false;
        var (kept, removed, comma, index) = (0, 0, -1, 0);
        if (!IsEmpty((byte)']'))
        {
            do
            {
                if (!_redactor.CountMember())
                    return false;
                var place = Begin(kept, comma);
                _redactor.Log?.EnterElement(index++);
                var leaves = Write(field);
                _redactor.Log?.Leave();
                if (leaves)
                    kept++;
                else if (_redactor.Fault != Fault.None)
                    return false;
                else
                    removed += LeaveOut(place);
            }
            while (IsFollowed((byte)']', out comma));
            if (_redactor.Fault != Fault.None)
                return false;
        }

        _redactor.Depth--;
        _at++;
        return kept > 0 || removed == 0;
    }

    private bool WriteText(Field field)
    {
        var start = _at;
        var end = JsonSyntax.EndOfString(_json, start + 1, out var isEscaped);
        return EndsAt(end < 0 ? end : end + 1) && Splice(_values.Text(field, start, _at - start, isEscaped), start);
    }

    /// <summary>Numbers are judged by their text: a card number may be written as a number.</summary>
    private bool WriteNumber(Field field)
    {
        var start = _at;
        return EndsAt(JsonSyntax.EndOfNumber(_json, start)) && Splice(_values.Number(field, start, _at - start), start);
    }

    private bool Splice(Outcome outcome, int start)
    {
        if (outcome != Outcome.Changed)
            return outcome == Outcome.Kept;
        CopyUpTo(start);
        _output.Append(_values.Change);
        _copied = _at;
        return true;
    }

    /// <summary>Reads over a value that does not leave; its syntax and depth are still checked.</summary>
    private bool PassOver()
    {
        _redactor.Log?.Note(FieldAction.Remove);
        var end = JsonSkip.Value(_json, _at, _redactor.Policy.Limits.Depth - _redactor.Depth, out var fault);
        return end < 0 ? Fail(fault) : !EndsAt(end);
    }

    /// <summary>Where a member or an element begins, and how to undo what is written of it.</summary>
    private Place Begin(int kept, int comma)
    {
        if (comma < 0)
            return new Place(_at, _copied, _output.Length);
        // The comma goes with what follows it, and goes alone when nothing before it stayed.
        if (kept == 0)
        {
            CopyUpTo(comma);
            _copied = ++comma;
        }

        return new Place(comma, _copied, _output.Length);
    }

    private int LeaveOut(Place place)
    {
        _output.CutTo(place.Length);
        _copied = place.Copied;
        CopyUpTo(place.From);
        _copied = _at;
        return 1;
    }

    private void CopyUpTo(int end)
    {
        if (end > _copied)
            _output.Append(_json[_copied..end]);
        _copied = end;
    }

    private bool Enter()
    {
        if (++_redactor.Depth > _redactor.Policy.Limits.Depth)
            return Fail(Fault.TooLarge);
        _at = JsonSyntax.SkipWhiteSpace(_json, _at + 1);
        return true;
    }

    private readonly bool IsEmpty(byte close) => JsonSyntax.IsAt(_json, _at, close);

    /// <summary>True at the next member or element; false at the closing bracket, or when neither is there.</summary>
    private bool IsFollowed(byte close, out int comma)
    {
        _at = JsonSyntax.SkipWhiteSpace(_json, _at);
        comma = _at;
        if (JsonSyntax.IsAt(_json, _at, close))
            return false;
        if (!JsonSyntax.IsAt(_json, _at, (byte)','))
            return Fail(Fault.Unreadable);
        _at = JsonSyntax.SkipWhiteSpace(_json, _at + 1);
        return true;
    }

    private bool EndsAt(int end)
    {
        if (end < 0)
            return Fail(Fault.Unreadable);
        _at = end;
        return true;
    }

    private readonly bool Fail(Fault fault)
    {
        _redactor.Fault = fault;
        return false;
    }

    private readonly record struct Place(int From, int Copied, int Length);
}
