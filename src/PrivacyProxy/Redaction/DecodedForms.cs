using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Looks for personal data under the encodings in which a value can travel: escapes (<see cref="TextEscapes"/>), base64 and
/// hex, one inside of the other up to <see cref="Deepest"/>. What is wrapped deeper, is compressed, or takes more decoding
/// than a value of its length may (<see cref="DecodingBudget"/>), cannot be judged and counts as
/// <see cref="DataClass.Encoded"/>.
/// </summary>
internal static class DecodedForms
{
    private const int Deepest = 4;

    /// <summary>A cheap look at the beginnings of the encoded runs: does one of them decode to text?</summary>
    internal static bool MayHide(ReadOnlySpan<byte> value)
    {
        if (MayHide(value, RunAlphabet.Base64))
            return true;
        for (var i = 0; EncodedRun.TryNext(value, RunAlphabet.Hex, i, out var start, out var end); i = end)
        {
            if (HeadOfText.MayBeginHex(value[start..end]))
                return true;
        }
        return value.ContainsAny((byte)'_', (byte)'-', (byte)'/') && MayHide(value, RunAlphabet.Alphanumeric);
    }

    internal static bool MayHideInSpaces(ReadOnlySpan<byte> value) => CompressedPrefix.IsIn(value) || Base64Text.MayBeText(value);

    private static bool MayHide(ReadOnlySpan<byte> value, RunAlphabet alphabet)
    {
        for (var i = 0; EncodedRun.TryNext(value, alphabet, i, out var start, out var end); i = end)
        {
            if (CompressedPrefix.IsIn(value[start..end]) || Base64Text.MayBeText(value[start..end]))
                return true;
        }
        return false;
    }

    internal static bool TryFind(
        ReadOnlySpan<byte> value, Suspicion suspicion, int depth, ref DecodingBudget budget, out DataClass hidden)
    {
        hidden = DataClass.Shielded;
        if ((suspicion & Suspicion.Escapes) != 0 && TryEscapes(value, depth, ref budget, out hidden))
            return true;
        if ((suspicion & Suspicion.EncodedRun) != 0
            && (TryRuns(value, RunAlphabet.Base64, depth, ref budget, out hidden)
                || (value.ContainsAny((byte)'_', (byte)'-', (byte)'/') && TryRuns(value, RunAlphabet.Alphanumeric, depth, ref budget, out hidden))
                || TryHex(value, depth, ref budget, out hidden)))
            return true;
        if ((suspicion & Suspicion.SpacedBase64) != 0 && TryBase64(value, depth, ref budget, out hidden))
            return true;
        return (suspicion & Suspicion.Card) != 0 && TryExponent(value, out hidden);
    }

    private static bool TryEscapes(ReadOnlySpan<byte> value, int depth, ref DecodingBudget budget, out DataClass hidden)
    {
        hidden = DataClass.Shielded;
        if (!TextEscapes.MayBeIn(value))
            return false;
        if (!budget.TrySpend(value.Length))
            return IsBeyondJudging(out hidden);
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], value.Length);
        try
        {
            var length = TextEscapes.Decode(value, scratch.Span);
            return length != value.Length && TryJudge(scratch.Span[..length], depth, ref budget, out hidden);
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private static bool TryRuns(
        ReadOnlySpan<byte> value, RunAlphabet alphabet, int depth, ref DecodingBudget budget, out DataClass hidden)
    {
        hidden = DataClass.Shielded;
        for (var i = 0; EncodedRun.TryNext(value, alphabet, i, out var start, out var end); i = end)
        {
            if (TryBase64(value[start..end], depth, ref budget, out hidden))
                return true;
        }
        return false;
    }

    private static bool TryBase64(ReadOnlySpan<byte> run, int depth, ref DecodingBudget budget, out DataClass hidden)
    {
        hidden = DataClass.Shielded;
        if (CompressedPrefix.IsIn(run))
            return IsBeyondJudging(out hidden);
        if (!Base64Text.MayBeText(run))
            return false;
        var room = (run.Length * 3 / 4) + 3;
        if (!budget.TrySpend(room))
            return IsBeyondJudging(out hidden);
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], room);
        try
        {
            var length = Base64Text.Decode(run, scratch.Span);
            return length > 0 && HeadOfText.IsText(scratch.Span[..length]) && TryJudge(scratch.Span[..length], depth, ref budget, out hidden);
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private static bool TryHex(ReadOnlySpan<byte> value, int depth, ref DecodingBudget budget, out DataClass hidden)
    {
        hidden = DataClass.Shielded;
        for (var i = 0; EncodedRun.TryNext(value, RunAlphabet.Hex, i, out var start, out var end); i = end)
        {
            if (TryHexRun(value[start..end], depth, ref budget, out hidden))
                return true;
        }
        return false;
    }

    private static bool TryHexRun(ReadOnlySpan<byte> run, int depth, ref DecodingBudget budget, out DataClass hidden)
    {
        hidden = DataClass.Shielded;
        run = run[..(run.Length & ~1)];
        if (!HeadOfText.MayBeginHex(run))
            return false;
        if (!budget.TrySpend(run.Length / 2))
            return IsBeyondJudging(out hidden);
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], run.Length / 2);
        try
        {
            var status = Convert.FromHexString(run, scratch.Span, out _, out var length);
            return status == OperationStatus.Done && HeadOfText.IsText(scratch.Span[..length])
                && TryJudge(scratch.Span[..length], depth, ref budget, out hidden);
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private static bool TryExponent(ReadOnlySpan<byte> value, out DataClass hidden)
    {
        hidden = DataClass.Shielded;
        Span<byte> digits = stackalloc byte[ExponentNumber.MostDigits];
        if (!ExponentNumber.TryExpand(value, digits, out var length) || !CardFinder.IsCard(digits[..length]))
            return false;
        hidden = DataClass.Card;
        return true;
    }

    private static bool TryJudge(ReadOnlySpan<byte> decoded, int depth, ref DecodingBudget budget, out DataClass hidden)
    {
        if (depth + 1 == Deepest)
            return IsBeyondJudging(out hidden);
        hidden = DataClass.Shielded;
        var suspicion = FirstLook.At(decoded);
        if (suspicion == Suspicion.None)
            return false;
        var found = new Findings(stackalloc Finding[Findings.Capacity]);
        PersonalData.Judge(decoded, suspicion, depth + 1, ref found, ref budget);
        hidden = found.First;
        return found.Any;
    }

    private static bool IsBeyondJudging(out DataClass hidden)
    {
        hidden = DataClass.Encoded;
        return true;
    }
}
