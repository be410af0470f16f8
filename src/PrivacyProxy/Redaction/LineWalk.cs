namespace PrivacyProxy.Redaction;

/// <summary>
/// Redacts line-delimited JSON: each line is a document of its own, redacted as one event of a batch is. One line that
/// can't be read makes the whole body unreadable: a vendor that is told of some lines only would answer for all.
/// </summary>
internal static class LineWalk
{
    /// <summary>Appends the redacted lines, each with a line feed. Removed: nothing may leave, and <see cref="Redactor.Fault"/> may say why.</summary>
    public static Outcome Redact(ReadOnlySpan<byte> lines, RuleSet rules, Redactor redactor, ByteBuffer output)
    {
        var start = output.Length;
        while (!lines.IsEmpty)
        {
            var end = lines.IndexOf((byte)'\n');
            var line = (end < 0 ? lines : lines[..end]).Trim(" \t\r"u8);
            lines = end < 0 ? [] : lines[(end + 1)..];
            // Files end with an empty line, and some have more of them.
            if (line.IsEmpty)
                continue;
            if (!Wrapping.IsJson(line) || !redactor.CountMember())
            {
                redactor.Fault = redactor.Fault == Fault.None ? Fault.Unreadable : redactor.Fault;
                return Removed(output, start);
            }

            // A line of which nothing may leave is left out, as an event of a batch is.
            if (JsonWalk.Redact(line, rules, redactor, output) != Outcome.Removed)
                output.Append((byte)'\n');
            else if (redactor.Fault != Fault.None)
                return Removed(output, start);
        }

        return output.Length > start ? Outcome.Changed : Outcome.Removed;
    }

    private static Outcome Removed(ByteBuffer output, int start)
    {
        output.CutTo(start);
        return Outcome.Removed;
    }
}
