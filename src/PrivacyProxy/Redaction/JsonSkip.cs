namespace PrivacyProxy.Redaction;

/// <summary>Reads over a JSON value of which nothing leaves. Its syntax and its depth are still checked.</summary>
internal static class JsonSkip
{
    /// <param name="json">The document.</param>
    /// <param name="at">Where the value begins.</param>
    /// <param name="levels">How many objects and arrays may still be opened inside of each other.</param>
    /// <param name="fault">Why there is no end.</param>
    /// <returns>Where the value ends, or -1.</returns>
    public static int Value(ReadOnlySpan<byte> json, int at, int levels, out Fault fault)
    {
        fault = Fault.Unreadable;
        if ((uint)at >= (uint)json.Length)
            return -1;
        switch (json[at])
        {
            case (byte)'"':
                return EndOfString(json, at);
            case (byte)'{' or (byte)'[':
                if (levels > 0)
                    return Container(json, at, levels - 1, out fault);
                fault = Fault.TooLarge;
                return -1;
            case (byte)'t' or (byte)'f' or (byte)'n':
                return JsonSyntax.EndOfLiteral(json, at);
            default:
                return JsonSyntax.EndOfNumber(json, at);
        }
    }

    private static int Container(ReadOnlySpan<byte> json, int at, int levels, out Fault fault)
    {
        fault = Fault.Unreadable;
        var isObject = json[at] == '{';
        var close = isObject ? (byte)'}' : (byte)']';
        at = JsonSyntax.SkipWhiteSpace(json, at + 1);
        if (JsonSyntax.IsAt(json, at, close))
            return at + 1;
        while (true)
        {
            if (isObject && (at = EndOfName(json, at)) < 0)
                return -1;
            if ((at = Value(json, at, levels, out fault)) < 0)
                return -1;
            at = JsonSyntax.SkipWhiteSpace(json, at);
            if (JsonSyntax.IsAt(json, at, close))
                return at + 1;
            fault = Fault.Unreadable;
            if (!JsonSyntax.IsAt(json, at, (byte)','))
                return -1;
            at = JsonSyntax.SkipWhiteSpace(json, at + 1);
        }
    }

    /// <summary>Behind the colon.</summary>
    private static int EndOfName(ReadOnlySpan<byte> json, int at)
    {
        if (!JsonSyntax.IsAt(json, at, (byte)'"') || (at = EndOfString(json, at)) < 0)
            return -1;
        at = JsonSyntax.SkipWhiteSpace(json, at);
        return JsonSyntax.IsAt(json, at, (byte)':') ? JsonSyntax.SkipWhiteSpace(json, at + 1) : -1;
    }

    private static int EndOfString(ReadOnlySpan<byte> json, int at)
    {
        var end = JsonSyntax.EndOfString(json, at + 1, out _);
        return end < 0 ? -1 : end + 1;
    }
}
