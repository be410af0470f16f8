using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Finds personal data in a value that would be kept, and replaces each part by its class: <c>[email]</c>, <c>[ip]</c>,
/// <c>[phone]</c>, <c>[card]</c>, <c>[iban]</c>, <c>[token]</c>, <c>[encoded]</c>. A value that is personal only after
/// decoding (<see cref="DecodedForms"/>) is replaced as a whole.
/// </summary>
internal static class PersonalData
{
    // What follows a replaced part can look like something new; after this many looks the whole value is given up.
    private const int MostLooks = 4;

    // The shortest finding with none of the other signs is an IPv4 address or a telephone number.
    private const int ShortestNumber = 7;

    private static readonly SearchValues<byte> Signs =
        SearchValues.Create((byte)'@', (byte)':', (byte)'%', (byte)'\\', (byte)'&', (byte)'=', 0xEF);

    private static readonly SearchValues<byte> SignsAndDigits =
        SearchValues.Create([(byte)'@', (byte)':', (byte)'%', (byte)'\\', (byte)'&', (byte)'=', 0xEF, .. "0123456789"u8]);

    /// <summary>The verdict of <see cref="TryReplace"/>, without writing.</summary>
    internal static bool Contains(ReadOnlySpan<byte> value) => Classify(value) != DataClass.Shielded;

    /// <summary>The class of what is found first, or <see cref="DataClass.Shielded"/> when there is nothing.</summary>
    internal static DataClass Classify(ReadOnlySpan<byte> value)
    {
        if (IsPlainlyClean(value))
            return DataClass.Shielded;
        var found = new Findings(stackalloc Finding[Findings.Capacity]);
        Judge(value, depth: 0, ref found);
        return found.First;
    }

    /// <summary>
    /// Writes the value with its personal parts replaced and returns true; writes nothing and returns false when there are
    /// none. A part is at least one byte and its class at most nine, so the output is at most the value's length plus eight
    /// for each replaced part. The output holds nothing that would be replaced again.
    /// </summary>
    internal static bool TryReplace(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        if (IsPlainlyClean(value))
            return false;
        var found = new Findings(stackalloc Finding[Findings.Capacity]);
        Judge(value, depth: 0, ref found);
        if (!found.Any)
            return false;
        var start = output.Length;
        Write(value, found, output);
        LookAgain(output, start);
        return true;
    }

    /// <summary>Everything that can be found in the value: as it stands, or else in what it decodes to.</summary>
    internal static void Judge(ReadOnlySpan<byte> value, int depth, ref Findings found)
    {
        EmailFinder.Find(value, ref found);
        UuidFinder.Shield(value, ref found);
        TokenFinder.FindLabelled(value, ref found);
        IbanFinder.Find(value, ref found);
        CardFinder.Find(value, ref found);
        IpFinder.Find(value, ref found);
        PhoneFinder.Find(value, ref found);
        if (!found.Any && DecodedForms.TryFind(value, depth, out var hidden))
            found.ReplaceWhole(hidden);
        // Last, because what can be decoded is better named by what is inside.
        if (found.Whole == DataClass.Shielded)
            TokenFinder.FindRandom(value, ref found);
    }

    private static bool IsPlainlyClean(ReadOnlySpan<byte> value)
    {
        if (value.Length < ShortestNumber)
            return !value.ContainsAny(Signs);
        return !value.ContainsAny(SignsAndDigits) && (value.Length < EncodedRun.Shortest || !EncodedRun.IsIn(value));
    }

    private static void Write(ReadOnlySpan<byte> value, in Findings found, ByteBuffer output)
    {
        if (found.Whole != DataClass.Shielded)
        {
            output.Append(DataClassLabel.Of(found.Whole));
            return;
        }
        var written = 0;
        foreach (var part in found.Parts)
        {
            if (part.Class == DataClass.Shielded)
                continue;
            output.Append(value[written..part.Start]);
            output.Append(DataClassLabel.Of(part.Class));
            written = part.End;
        }
        output.Append(value[written..]);
    }

    private static void LookAgain(ByteBuffer output, int start)
    {
        Span<Finding> room = stackalloc Finding[Findings.Capacity];
        for (var look = 1; !IsPlainlyClean(output.Span[start..]); look++)
        {
            var found = new Findings(room);
            Judge(output.Span[start..], depth: 0, ref found);
            if (!found.Any)
                return;
            if (look == MostLooks)
                found.ReplaceWhole(found.First);
            using var copy = new ByteBuffer(output.Length - start);
            copy.Append(output.Span[start..]);
            output.CutTo(start);
            Write(copy.Span, found, output);
        }
    }
}
