using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Redacts a <c>multipart/form-data</c> body (RFC 7578): parts are judged like form fields and written again with headers
/// of our own making. Strict: what two readers could cut in different places is unreadable.
/// </summary>
internal ref struct MultipartWalk
{
    private static readonly SearchValues<byte> s_boundary =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'()+_,-./:=?"u8);

    private readonly ReadOnlySpan<byte> _delimiter;
    private readonly RuleSet _rules;
    private readonly Redactor _redactor;
    private readonly ByteBuffer _output;
    private ReadOnlySpan<byte> _rest;

    private MultipartWalk(ReadOnlySpan<byte> body, ReadOnlySpan<byte> delimiter, RuleSet rules, Redactor redactor, ByteBuffer output)
    {
        _rest = body;
        _delimiter = delimiter;
        _rules = rules;
        _redactor = redactor;
        _output = output;
    }

    /// <summary>Appends the redacted body, with the same boundary.</summary>
    /// <returns>false when it can't be read; <see cref="Redactor.Fault"/> says why.</returns>
    public static bool Redact(ReadOnlySpan<byte> body, string boundary, RuleSet rules, Redactor redactor, ByteBuffer output)
    {
        var delimiter = Encoding.ASCII.GetBytes("\r\n--" + boundary);
        if (!IsBoundary(boundary) || !body.StartsWith(delimiter.AsSpan(2)))
            return Fail(redactor);
        return new MultipartWalk(body[(delimiter.Length - 2)..], delimiter, rules, redactor, output).Run();
    }

    /// <summary>1 to 70 characters of RFC 2046 section 5.1.1, without the space.</summary>
    public static bool IsBoundary(string boundary) =>
        boundary.Length is > 0 and <= 70 && !Encoding.UTF8.GetBytes(boundary).AsSpan().ContainsAnyExcept(s_boundary);

    private static bool Fail(Redactor redactor)
    {
        redactor.Fault = Fault.Unreadable;
        return false;
    }

    private bool Run()
    {
        while (!_rest.StartsWith("--"u8))
        {
            if (!_rest.StartsWith("\r\n"u8) || !_redactor.CountMember())
                return _redactor.Fault != Fault.None ? false : Fail(_redactor);
            _rest = _rest[2..];
            var end = _rest.IndexOf(_delimiter);
            if (end < 0)
                return Fail(_redactor);
            if (!Part(_rest[..end]))
                return false;
            _rest = _rest[(end + _delimiter.Length)..];
        }

        if (!_rest[2..].Trim("\r\n"u8).IsEmpty)
            return Fail(_redactor);
        _output.Append(_delimiter[2..]);
        _output.Append("--\r\n"u8);
        return true;
    }

    private readonly bool Part(ReadOnlySpan<byte> part)
    {
        var headersEnd = part.IndexOf("\r\n\r\n"u8);
        if (headersEnd < 0)
            return Fail(_redactor);
        var headers = PartHeaders.Read(part[..headersEnd]);
        if (headers is null)
            return Fail(_redactor);

        // Some readers (PHP) also cut at a delimiter behind a lone line feed.
        var content = part[(headersEnd + 4)..];
        if (content.IndexOf(_delimiter[2..]) >= 0)
            return Fail(_redactor);
        var rule = _rules.Match(_rules.Root, ParameterName.Base(headers.Name), null, out _, out var isWritten);
        _redactor.Log?.Enter(headers.Name);
        var mayLeave = rule.Action != FieldAction.Remove
            && (isWritten || _rules.KeepsAnyName(rule) || !ParameterName.LooksPersonal(headers.Name))
            // A file is opaque: it leaves only where the visitor hands it over on purpose.
            && (!headers.IsFile || rule is { Action: FieldAction.Keep, Shape: KeptShape.Any });
        if (!mayLeave)
            _redactor.Log?.Note(FieldAction.Remove);
        var leaves = mayLeave && Write(headers, content, rule);
        _redactor.Log?.Leave();
        return leaves || _redactor.Fault == Fault.None;
    }

    private readonly bool Write(PartHeaders headers, ReadOnlySpan<byte> content, FieldRule rule)
    {
        if (headers.IsFile)
        {
            headers.Append(_delimiter[2..], _output);
            _output.Append(content);
            _output.Append("\r\n"u8);
            return true;
        }

        if (!Utf8.IsValid(content))
            return Fail(_redactor);
        if (rule.Action == FieldAction.Open && !_redactor.MeetPayload(headers.Name))
            return false;
        using var changed = new ByteBuffer(256);
        var outcome = _redactor.Redact(rule, content, _rules, changed);
        if (outcome == Outcome.Removed)
            return false;
        if (changed.Span.IndexOf(_delimiter[2..]) >= 0)
            return Fail(_redactor);
        headers.Append(_delimiter[2..], _output);
        _output.Append(outcome == Outcome.Kept ? content : changed.Span);
        _output.Append("\r\n"u8);
        return true;
    }
}
