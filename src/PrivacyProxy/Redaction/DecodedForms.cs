using System.Buffers;
using System.Text.Unicode;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Looks for personal data under the encodings in which a value can travel: escapes (<see cref="TextEscapes"/>), base64 and
/// hex, one inside of the other up to <see cref="Deepest"/>. What is wrapped deeper, or compressed, cannot be judged and
/// counts as <see cref="DataClass.Encoded"/>.
/// </summary>
internal static class DecodedForms
{
    private const int Deepest = 4;

    internal static bool TryFind(ReadOnlySpan<byte> value, int depth, out DataClass hidden) =>
        TryEscapes(value, depth, out hidden)
        || TryRuns(value, EncodedRun.Base64, depth, out hidden)
        || (value.ContainsAny((byte)'_', (byte)'-', (byte)'/') && TryRuns(value, EncodedRun.Alphanumeric, depth, out hidden))
        || (EncodedRun.IsBase64WithSpaces(value) && TryBase64(value, depth, out hidden))
        || TryHex(value, depth, out hidden);

    private static bool TryEscapes(ReadOnlySpan<byte> value, int depth, out DataClass hidden)
    {
        hidden = DataClass.Shielded;
        if (!TextEscapes.MayBeIn(value))
            return false;
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], value.Length);
        try
        {
            var length = TextEscapes.Decode(value, scratch.Span);
            return length != value.Length && TryJudge(scratch.Span[..length], depth, out hidden);
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private static bool TryRuns(ReadOnlySpan<byte> value, SearchValues<byte> alphabet, int depth, out DataClass hidden)
    {
        hidden = DataClass.Shielded;
        for (var i = 0; EncodedRun.TryNext(value, alphabet, i, out var start, out var end); i = end)
        {
            if (TryBase64(value[start..end], depth, out hidden))
                return true;
        }
        return false;
    }

    private static bool TryBase64(ReadOnlySpan<byte> run, int depth, out DataClass hidden)
    {
        hidden = DataClass.Shielded;
        if (CompressedPrefix.IsIn(run))
        {
            hidden = DataClass.Encoded;
            return true;
        }
        if (!Base64Text.MayBeText(run))
            return false;
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], (run.Length * 3 / 4) + 3);
        try
        {
            var length = Base64Text.Decode(run, scratch.Span);
            return length > 0 && IsText(scratch.Span[..length]) && TryJudge(scratch.Span[..length], depth, out hidden);
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private static bool TryHex(ReadOnlySpan<byte> value, int depth, out DataClass hidden)
    {
        hidden = DataClass.Shielded;
        for (var i = 0; EncodedRun.TryNext(value, EncodedRun.Hex, i, out var start, out var end); i = end)
        {
            if (TryHexRun(value[start..end], depth, out hidden))
                return true;
        }
        return false;
    }

    private static bool TryHexRun(ReadOnlySpan<byte> run, int depth, out DataClass hidden)
    {
        hidden = DataClass.Shielded;
        run = run[..(run.Length & ~1)];
        var scratch = new Scratch(stackalloc byte[Scratch.OnStack], run.Length / 2);
        try
        {
            var status = Convert.FromHexString(run, scratch.Span, out _, out var length);
            return status == OperationStatus.Done && IsText(scratch.Span[..length]) && TryJudge(scratch.Span[..length], depth, out hidden);
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private static bool TryJudge(ReadOnlySpan<byte> decoded, int depth, out DataClass hidden)
    {
        if (depth + 1 == Deepest)
        {
            hidden = DataClass.Encoded;
            return true;
        }
        var found = new Findings(stackalloc Finding[Findings.Capacity]);
        PersonalData.Judge(decoded, depth + 1, ref found);
        hidden = found.First;
        return found.Any;
    }

    // A value that was cut off ends in the middle of a character.
    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.ContainsAnyInRange((byte)0x00, (byte)0x08) || bytes.ContainsAnyInRange((byte)0x0E, (byte)0x1F))
            return false;
        for (var cut = 0; cut <= 3 && cut < bytes.Length; cut++)
        {
            if (Utf8.IsValid(bytes[..^cut]))
                return true;
        }
        return false;
    }
}
