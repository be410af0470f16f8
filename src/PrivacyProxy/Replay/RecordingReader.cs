using System.Text.Json;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Replay;

/// <summary>
/// Reads a recording's JSON token by token, within the limits. What is broken or too large ends the walk with an exception
/// that carries no value; <see cref="RecordingWalk"/> catches it.
/// </summary>
internal ref struct RecordingReader
{
    private readonly Redactor _redactor;
    private readonly MemberNames _names;
    private readonly ByteBuffer _unescaped;
    private Utf8JsonReader _reader;

    public RecordingReader(ReadOnlySpan<byte> json, Redactor redactor, MemberNames names, ByteBuffer unescaped)
    {
        (_redactor, _names, _unescaped) = (redactor, names, unescaped);
        // One level more than allowed, to tell "too deep" from "broken".
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = redactor.Policy.Limits.ReplayDepth + 1 });
    }

    public readonly JsonTokenType Token => _reader.TokenType;

    public readonly int Depth => _reader.CurrentDepth;

    /// <summary>The value as it is written, a text without its quotes.</summary>
    public readonly ReadOnlySpan<byte> Raw => _reader.ValueSpan;

    /// <summary>The name of the member that was come to last, unescaped; valid until <see cref="Text"/> or the next one.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    public void Advance()
    {
        if (!_reader.Read())
            throw new JsonException();
        if (Token is JsonTokenType.StartObject or JsonTokenType.StartArray && Depth >= _redactor.Policy.Limits.ReplayDepth)
            throw TooLarge();
    }

    public bool IsAtEnd() => !_reader.Read();

    public readonly bool TryGetNumber(out int number)
    {
        number = 0;
        return Token == JsonTokenType.Number && _reader.TryGetInt32(out number);
    }

    /// <summary>The unescaped text that the reader stands on; valid until the next one.</summary>
    public readonly ReadOnlySpan<byte> Text()
    {
        if (!_reader.ValueIsEscaped)
            return Raw;
        _unescaped.Clear();
        JsonEscapes.TryUnescape(Raw, _unescaped);
        return _unescaped.Span;
    }

    /// <summary>Begins an object; its frame is handed to the other methods.</summary>
    public readonly NameFrame EnterObject() => _names.Enter();

    /// <summary>Goes to the value of the next member. False at the end of the object.</summary>
    public bool NextMember(ref NameFrame frame, ref int read)
    {
        Advance();
        if (Token == JsonTokenType.EndObject)
        {
            _names.Leave(frame);
            return false;
        }

        if (++read > _redactor.Policy.Limits.Parameters)
            throw TooLarge();
        Name = _reader.ValueIsEscaped ? Unescaped() : Raw;
        if (!_names.TryAdd(ref frame, NameHash.Of(Name)))
            throw new JsonException();
        Advance();
        return true;
    }

    /// <summary>Reads the object to its end without writing; its syntax is still checked.</summary>
    /// <returns>false: nothing of it leaves.</returns>
    public bool SkipRest(ref NameFrame frame, ref int read)
    {
        while (NextMember(ref frame, ref read))
            Skip();
        return false;
    }

    /// <summary>Reads over the value that the reader stands on.</summary>
    public void Skip()
    {
        if (Token is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;
        var depth = Depth;
        do
            Advance();
        while (Depth > depth);
    }

    private readonly ReadOnlySpan<byte> Unescaped()
    {
        _unescaped.Clear();
        _unescaped.Advance(_reader.CopyString(_unescaped.GetSpan(Raw.Length)));
        return _unescaped.Span;
    }

    private readonly JsonException TooLarge()
    {
        _redactor.Fault = Fault.TooLarge;
        return new JsonException();
    }
}
