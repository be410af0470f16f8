using System.Text;
using System.Text.Unicode;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Redacts a query or an <c>application/x-www-form-urlencoded</c> body: every parameter is decoded, judged under the name
/// that the vendor will read, and encoded again. Parameters are separated by <c>&amp;</c> alone, as the vendors' PHP,
/// Python and Go servers do; a <c>;</c> belongs to the value.
/// </summary>
internal static class ParameterWalk
{
    /// <summary>Appends the redacted parameters, with <see cref="RuleSet.Set"/> at the end.</summary>
    /// <returns>false when the parameters can't be read; <see cref="Redactor.Fault"/> says why.</returns>
    public static bool Redact(ReadOnlySpan<byte> parameters, RuleSet rules, Redactor redactor, ByteBuffer output)
    {
        var (name, value, changed) = (redactor.Buffers.Lend(), redactor.Buffers.Lend(), redactor.Buffers.Lend());
        var isRead = Redact(parameters, rules, redactor, output, name, value, changed);
        redactor.Buffers.TakeBack(changed);
        redactor.Buffers.TakeBack(value);
        redactor.Buffers.TakeBack(name);
        return isRead;
    }

    private static bool Redact(
        ReadOnlySpan<byte> parameters, RuleSet rules, Redactor redactor, ByteBuffer output, ByteBuffer name, ByteBuffer value, ByteBuffer changed)
    {
        var start = output.Length;
        while (!parameters.IsEmpty)
        {
            var end = parameters.IndexOf((byte)'&');
            var field = end < 0 ? parameters : parameters[..end];
            parameters = end < 0 ? [] : parameters[(end + 1)..];
            if (field.IsEmpty)
                continue;
            if (!redactor.CountMember())
                return false;

            var equals = field.IndexOf((byte)'=');
            name.Clear();
            if (!Percent.TryDecode(equals < 0 ? field : field[..equals], name) || !ParameterName.TryRead(name))
                return Fail(redactor);

            var rule = rules.Match(rules.Root, ParameterName.Base(name.Span), null, out _, out var isWritten);
            redactor.Log?.Enter(name.Span);
            var leaves = !IsSet(rules, name.Span)
                && rule.Action != FieldAction.Remove
                && (isWritten || rules.KeepsAnyName(rule) || !ParameterName.LooksPersonal(name.Span));
            if (!leaves)
                redactor.Log?.Note(FieldAction.Remove);
            else if (!Write(equals < 0 ? [] : field[(equals + 1)..], equals >= 0, rule))
                return false;
            redactor.Log?.Leave();
        }

        foreach (var (setName, setValue) in rules.Set)
            Append(setName, setValue, hasValue: true);
        return true;

        bool Write(ReadOnlySpan<byte> encoded, bool hasValue, FieldRule rule)
        {
            value.Clear();
            changed.Clear();
            if (!Percent.TryDecode(encoded, value) || !Utf8.IsValid(value.Span))
                return Fail(redactor);
            if (rule.Action == FieldAction.Open && !redactor.MeetPayload(name.Span))
                return false;
            switch (redactor.Redact(rule, value.Span, rules, changed))
            {
                case Outcome.Kept:
                    Append(name.Span, value.Span, hasValue);
                    break;
                case Outcome.Changed:
                    Append(name.Span, changed.Span, hasValue: true);
                    break;
                default:
                    return redactor.Fault == Fault.None;
            }

            return true;
        }

        void Append(ReadOnlySpan<byte> fieldName, ReadOnlySpan<byte> fieldValue, bool hasValue)
        {
            if (output.Length > start)
                output.Append((byte)'&');
            Percent.Encode(fieldName, output);
            if (!hasValue)
                return;
            output.Append((byte)'=');
            Percent.Encode(fieldValue, output);
        }
    }

    private static bool IsSet(RuleSet rules, ReadOnlySpan<byte> name)
    {
        foreach (var (setName, _) in rules.Set)
        {
            if (Ascii.EqualsIgnoreCase(ParameterName.Base(name), setName))
                return true;
        }

        return false;
    }

    private static bool Fail(Redactor redactor)
    {
        redactor.Fault = Fault.Unreadable;
        return false;
    }
}
