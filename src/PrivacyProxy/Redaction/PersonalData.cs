using System.Runtime.CompilerServices;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Finds personal data in a value that would be kept, and replaces each part by its class: <c>[email]</c>, <c>[ip]</c>,
/// <c>[mac]</c>, <c>[phone]</c>, <c>[card]</c>, <c>[iban]</c>, <c>[token]</c>, <c>[encoded]</c>. A value that is personal
/// only after decoding (<see cref="DecodedForms"/>) is replaced as a whole.
/// </summary>
internal static class PersonalData
{
    // What follows a replaced part can look like something new; after this many looks the whole value is given up.
    private const int MostLooks = 4;

    /// <summary>The verdict of <see cref="TryReplace"/>, without writing.</summary>
    internal static bool Contains(ReadOnlySpan<byte> value) => Classify(value) != DataClass.Shielded;

    /// <summary>The class of what is found first, or <see cref="DataClass.Shielded"/> when there is nothing.</summary>
    internal static DataClass Classify(ReadOnlySpan<byte> value)
    {
        var suspicion = FirstLook.At(value);
        return suspicion == Suspicion.None ? DataClass.Shielded : ClassifySuspect(value, suspicion);
    }

    /// <summary>
    /// False for an address, an e-mail and the like. Random text and labelled tokens are none of these: whose field is a
    /// token by its nature asks here.
    /// </summary>
    internal static bool IsNobody(ReadOnlySpan<byte> value)
    {
        var suspicion = FirstLook.At(value) & ~(Suspicion.RandomText | Suspicion.LabelledToken);
        return suspicion == Suspicion.None || ClassifySuspect(value, suspicion) == DataClass.Shielded;
    }

    /// <summary>
    /// Writes the value with its personal parts replaced and returns true; writes nothing and returns false when there are
    /// none. A part is at least one byte and its class at most nine, so the output is at most the value's length plus eight
    /// for each replaced part. The output holds nothing that would be replaced again.
    /// </summary>
    internal static bool TryReplace(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        var suspicion = FirstLook.At(value);
        return suspicion != Suspicion.None && TryReplaceSuspect(value, suspicion, output);
    }

    /// <summary>Everything that can be found in the value: as it stands, or else in what it decodes to.</summary>
    internal static void Judge(
        ReadOnlySpan<byte> value, Suspicion suspicion, int depth, ref Findings found, ref DecodingBudget budget)
    {
        if ((suspicion & Suspicion.Email) != 0)
            EmailFinder.Find(value, ref found);
        if ((suspicion & Suspicion.SpelledEmail) != 0)
            SpelledEmailFinder.Find(value, ref found);
        FindNumbers(value, suspicion, ref found);
        const Suspicion decoded = Suspicion.Escapes | Suspicion.EncodedRun | Suspicion.SpacedBase64 | Suspicion.Card;
        if ((suspicion & decoded) != 0 && !found.Any && DecodedForms.TryFind(value, suspicion, depth, ref budget, out var hidden))
            found.ReplaceWhole(hidden);
        // Last, because what can be decoded is better named by what is inside.
        if ((suspicion & Suspicion.RandomText) != 0 && found.Whole == DataClass.Shielded)
            TokenFinder.FindRandom(value, ref found);
    }

    private static void FindNumbers(ReadOnlySpan<byte> value, Suspicion suspicion, ref Findings found)
    {
        const Suspicion numbers = Suspicion.LabelledToken | Suspicion.Iban | Suspicion.Card | Suspicion.Ip4 | Suspicion.Ip6
            | Suspicion.Mac | Suspicion.Phone;
        if ((suspicion & numbers) == 0)
            return;
        if (value.Length >= UuidFinder.Length)
            UuidFinder.Shield(value, ref found);
        if ((suspicion & Suspicion.LabelledToken) != 0)
            TokenFinder.FindLabelled(value, ref found);
        if ((suspicion & Suspicion.Iban) != 0)
            IbanFinder.Find(value, ref found);
        if ((suspicion & Suspicion.Card) != 0)
            CardFinder.Find(value, ref found);
        if ((suspicion & Suspicion.Mac) != 0)
            MacFinder.Find(value, ref found);
        if ((suspicion & Suspicion.Ip6) != 0)
            IpFinder.FindVersion6(value, ref found);
        if ((suspicion & Suspicion.Ip4) != 0)
            IpFinder.FindVersion4(value, ref found);
        if ((suspicion & Suspicion.Phone) != 0)
            PhoneFinder.Find(value, ref found);
    }

    // Apart from its caller, so that clean values do not pay for the room that findings need.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DataClass ClassifySuspect(ReadOnlySpan<byte> value, Suspicion suspicion)
    {
        var found = new Findings(stackalloc Finding[Findings.Capacity]);
        var budget = new DecodingBudget(value.Length);
        Judge(value, suspicion, depth: 0, ref found, ref budget);
        return found.First;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryReplaceSuspect(ReadOnlySpan<byte> value, Suspicion suspicion, ByteBuffer output)
    {
        var found = new Findings(stackalloc Finding[Findings.Capacity]);
        var budget = new DecodingBudget(value.Length);
        Judge(value, suspicion, depth: 0, ref found, ref budget);
        if (!found.Any)
            return false;
        var start = output.Length;
        Write(value, found, output);
        LookAgain(output, start);
        return true;
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
        for (var look = 1; FirstLook.At(output.Span[start..]) is not Suspicion.None and var suspicion; look++)
        {
            var found = new Findings(room);
            var budget = new DecodingBudget(output.Length - start);
            Judge(output.Span[start..], suspicion, depth: 0, ref found, ref budget);
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
