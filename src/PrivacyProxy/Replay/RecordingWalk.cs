using System.Text.Json;
using System.Text.Unicode;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Replay;

/// <summary>
/// Masks a recording in one pass over its JSON: what its shape lists is read, masked and written anew; nothing is copied
/// that was not read. Names are written as the shapes spell them.
/// </summary>
/// <remarks>
/// Closed to the same tricks as <see cref="JsonWalk"/>: a name that stands twice, half a surrogate pair in a name,
/// invalid UTF-8, a byte order mark, comments and trailing text make the whole recording unreadable. So does a number in the place of a node's id
/// or of the time that can't be one: without them the recording can't be played.
/// </remarks>
internal ref struct RecordingWalk
{
    private readonly Redactor _redactor;
    private readonly ByteBuffer _output;

    // One for all texts of the recording: they are masked one after the other.
    private readonly ByteBuffer _masked;
    private RecordingReader _reader;

    private RecordingWalk(RecordingReader reader, Redactor redactor, ByteBuffer output, ByteBuffer masked)
    {
        _reader = reader;
        _redactor = redactor;
        _output = output;
        _masked = masked;
    }

    /// <summary>
    /// Appends the masked recording. Removed means that nothing may leave: no event was left, or it was unreadable, and then
    /// <see cref="Redactor.Fault"/> says why.
    /// </summary>
    public static Outcome Mask(ReadOnlySpan<byte> json, Redactor redactor, ByteBuffer output)
    {
        var start = output.Length;
        using var names = new MemberNames();
        using var unescaped = new ByteBuffer(256);
        using var masked = new ByteBuffer(256);
        try
        {
            if (!Utf8.IsValid(json))
                throw new JsonException();
            var walk = new RecordingWalk(new RecordingReader(json, redactor, names, unescaped), redactor, output, masked);
            walk._reader.Advance();
            if (walk._reader.Token != JsonTokenType.StartArray)
                throw new JsonException();
            if (walk.WriteObjects(RecordingShapes.Event, NodeContext.Page) && walk._reader.IsAtEnd())
                return Outcome.Changed;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Utf8JsonReader throws the one for broken syntax and the other for half a surrogate pair in a name.
            if (redactor.Fault == Fault.None)
                redactor.Fault = Fault.Unreadable;
        }

        output.CutTo(start);
        return Outcome.Removed;
    }

    /// <summary>Writes the object that the reader stands on, as far as its shape goes. False when nothing of it leaves.</summary>
    private bool WriteObject(Shape shape, NodeContext context)
    {
        if (_reader.Token != JsonTokenType.StartObject)
        {
            _reader.Skip();
            return false;
        }

        var frame = _reader.EnterObject();
        var read = 0;
        var written = 0;
        _output.Append((byte)'{');
        if (shape.By is { } by)
        {
            if (!_reader.NextMember(ref frame, ref read) || !_reader.Name.SequenceEqual(by) || !_reader.TryGetNumber(out var number))
                throw new JsonException();
            if (shape.Kind(number) is not { } kind)
                return _reader.SkipRest(ref frame, ref read);
            _output.Append((byte)'"');
            _output.Append(by);
            _output.Append("\":"u8);
            RecordingNumber.Append(number, _output);
            written = 1;
            shape = kind;
        }

        // Until its name is read, an element is one whose texts are masked.
        var inside = NodeContext.Page;
        while (_reader.NextMember(ref frame, ref read))
        {
            if (shape.Find(_reader.Name) is not { } member)
            {
                _reader.Skip();
                continue;
            }

            var start = _output.Length;
            if (written > 0)
                _output.Append((byte)',');
            _output.Append(member.Written);
            if (WriteMember(member, context, ref inside))
            {
                written++;
                continue;
            }

            _output.CutTo(start);
            if (member.IsNeeded)
                return _reader.SkipRest(ref frame, ref read);
        }

        _output.Append((byte)'}');
        return true;
    }

    private bool WriteObjects(Shape shape, NodeContext context)
    {
        if (_reader.Token != JsonTokenType.StartArray)
        {
            _reader.Skip();
            return false;
        }

        var (elements, removed) = (0, 0);
        _output.Append((byte)'[');
        _reader.Advance();
        for (; _reader.Token != JsonTokenType.EndArray; _reader.Advance())
        {
            var start = _output.Length;
            if (elements > 0)
                _output.Append((byte)',');
            if (WriteObject(shape, context))
            {
                elements++;
                continue;
            }

            _output.CutTo(start);
            removed++;
        }

        _output.Append((byte)']');
        return elements > 0 || removed == 0 || _reader.Depth > 0;
    }

    private bool WriteMember(Member member, NodeContext context, ref NodeContext inside)
    {
        switch (member.Content)
        {
            case Content.Object:
                return WriteObject(member.Shape!, inside);
            case Content.Objects:
                return WriteObjects(member.Shape!, inside);
            case Content.Attributes:
                return AttributeWalk.Write(ref _reader, _redactor, _output, _masked);
            case Content.EmptyList:
                _reader.Skip();
                _output.Append("[]"u8);
                return true;
            case Content.Numbers:
                return WriteNumbers();
            case Content.Id:
                return WriteId();
            case Content.Time:
                return _reader.Token == JsonTokenType.Number && RecordingNumber.TryWrite(_reader.Raw, RecordingNumber.LatestTime, _output)
                    ? true : throw new JsonException();
            case Content.Number:
                return WriteNumber();
            case Content.Flag:
            case Content.Choice:
                return WriteFlag(member.Content == Content.Choice);
            default:
                return WriteText(member, context, ref inside);
        }
    }

    private bool WriteText(Member member, NodeContext context, ref NodeContext inside)
    {
        if (_reader.Token == JsonTokenType.Null)
        {
            _output.Append("null"u8);
            return true;
        }

        if (_reader.Token != JsonTokenType.String)
        {
            _reader.Skip();
            return false;
        }

        var text = _reader.Text();
        _masked.Clear();
        var leaves = true;
        switch (member.Content == Content.NodeText ? context.Text : member.Content)
        {
            case Content.Text:
                MaskedText.Write(text, _masked);
                break;
            case Content.Typed:
                MaskedText.WriteTyped(text, _masked);
                break;
            case Content.StyleSheet:
            case Content.StyleValue:
                StyleMask.Write(text, _redactor, _masked);
                break;
            case Content.StyleProperty:
                leaves = StyleMask.IsProperty(text);
                _masked.Append(text);
                break;
            case Content.PageUrl:
                MaskedUrl.WritePage(text, _redactor, _masked);
                break;
            case Content.Word:
                leaves = Words.Contain(member.Words, text);
                _masked.Append(text);
                break;
            case Content.Tag:
                inside = NodeContext.Of(text);
                _masked.Append(CodeName.IsElement(text) ? text : "div"u8);
                break;
            case Content.EmptyText:
                break;
            default:
                leaves = false;
                break;
        }

        if (leaves)
            JsonText.AppendString(_masked.Span, _output);
        return leaves;
    }

    private bool WriteNumber()
    {
        if (_reader.Token == JsonTokenType.Number)
            return RecordingNumber.TryWrite(_reader.Raw, RecordingNumber.Largest, _output);
        _reader.Skip();
        return false;
    }

    private bool WriteNumbers()
    {
        if (_reader.Token != JsonTokenType.StartArray)
            return WriteNumber();
        var count = 0;
        _output.Append((byte)'[');
        _reader.Advance();
        for (; _reader.Token != JsonTokenType.EndArray; _reader.Advance(), count++)
        {
            if (count > 0)
                _output.Append((byte)',');
            if (_reader.Token != JsonTokenType.Number || !RecordingNumber.TryWrite(_reader.Raw, RecordingNumber.Largest, _output))
                throw new JsonException();
        }

        _output.Append((byte)']');
        return true;
    }

    private readonly bool WriteId()
    {
        if (_reader.Token == JsonTokenType.Null)
            _output.Append("null"u8);
        else if (_reader.Token != JsonTokenType.Number || !RecordingNumber.TryWrite(_reader.Raw, RecordingNumber.Largest, _output))
            throw new JsonException();
        return true;
    }

    private bool WriteFlag(bool isChoice)
    {
        if (_reader.Token is not (JsonTokenType.True or JsonTokenType.False))
        {
            _reader.Skip();
            return false;
        }

        _output.Append(isChoice ? "false"u8 : _reader.Raw);
        return true;
    }
}
