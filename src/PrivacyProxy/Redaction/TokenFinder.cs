using System.Buffers;
using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Finds secrets: JSON web tokens, <c>Bearer</c> credentials, keys with the prefix of a known issuer, and long random text.
/// UUIDs are not secrets.
/// </summary>
internal static class TokenFinder
{
    private const int ShortestKey = 16;
    private const int ShortestRandom = 32;

    private static readonly SearchValues<byte> RunBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"u8);

    private static readonly SearchValues<byte> Base64Bytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/="u8);

    private static readonly SearchValues<byte> CredentialEnds = SearchValues.Create(" \t\r\n\"'<>,;&"u8);

    private static readonly byte[][] KeyPrefixes =
    [
        [.. "sk_live_"u8], [.. "sk_test_"u8],
        [.. "rk_live_"u8], [.. "pk_live_"u8], [.. "sk-proj-"u8], [.. "sk-ant-"u8], [.. "ghp_"u8], [.. "gho_"u8],
        [.. "ghs_"u8], [.. "github_pat_"u8], [.. "glpat-"u8], [.. "xoxb-"u8], [.. "xoxp-"u8], [.. "AKIA"u8], [.. "AIza"u8],
    ];

    /// <summary>Tokens whose kind is written on them.</summary>
    internal static void FindLabelled(ReadOnlySpan<byte> value, ref Findings found)
    {
        for (var i = 0; TryNextRun(value, RunBytes, i, out var start, out var end); i = end)
        {
            var run = value[start..end];
            if (run.Length == 6 && Ascii.EqualsIgnoreCase(run, "bearer"u8))
                FindCredential(value, start, end, ref found);
            else if (run.StartsWith("eyJ"u8) && end < value.Length && value[end] == '.')
                found.Add(start, end = EndOfWebToken(value, end), DataClass.Token);
            else if (run.Length >= ShortestKey && HasKeyPrefix(run))
                found.Add(start, end, DataClass.Token);
        }
    }

    /// <summary>Long random text without a label.</summary>
    internal static void FindRandom(ReadOnlySpan<byte> value, ref Findings found)
    {
        if (value.Length < ShortestRandom)
            return;
        for (var i = 0; TryNextRun(value, RunBytes, i, out var start, out var end); i = end)
            FindRandomAroundUuids(value, start, end, ref found);
        if (!value.ContainsAny((byte)'+', (byte)'/', (byte)'='))
            return;
        for (var i = 0; TryNextRun(value, Base64Bytes, i, out var start, out var end); i = end)
        {
            var run = value[start..end];
            // Paths change kind at slashes only, which do not count; a UUID in a path would.
            if (run.Length >= ShortestRandom && Randomness.Of(run).LooksRandom)
                found.Add(start, end, DataClass.Token);
        }
    }

    private static void FindRandomAroundUuids(ReadOnlySpan<byte> value, int start, int end, ref Findings found)
    {
        for (var i = start; i + UuidFinder.Length <= end; i++)
        {
            if (value[i + 8] != '-' || !UuidFinder.IsUuid(value.Slice(i, UuidFinder.Length)))
                continue;
            AddIfRandom(value, start, i, ref found);
            i += UuidFinder.Length;
            start = i;
        }
        AddIfRandom(value, start, end, ref found);
    }

    private static void AddIfRandom(ReadOnlySpan<byte> value, int start, int end, ref Findings found)
    {
        if (end - start >= ShortestRandom && Randomness.Of(value[start..end]).LooksRandom)
            found.Add(start, end, DataClass.Token);
    }

    private static void FindCredential(ReadOnlySpan<byte> value, int start, int labelEnd, ref Findings found)
    {
        var from = labelEnd;
        while (from < value.Length && value[from] is (byte)' ' or (byte)':' or (byte)'=')
            from++;
        var length = value[from..].IndexOfAny(CredentialEnds);
        var end = length < 0 ? value.Length : from + length;
        // "bearer of good news" is not a credential.
        var credential = value[from..end];
        if (from > labelEnd && credential.Length >= 8
            && (credential.Length >= 20 || credential.ContainsAnyInRange((byte)'0', (byte)'9')))
            found.Add(start, end, DataClass.Token);
    }

    private static int EndOfWebToken(ReadOnlySpan<byte> value, int end)
    {
        while (end < value.Length && (value[end] == '.' || RunBytes.Contains(value[end])))
            end++;
        return end;
    }

    private static bool HasKeyPrefix(ReadOnlySpan<byte> run)
    {
        foreach (var prefix in KeyPrefixes)
        {
            if (run.StartsWith(prefix))
                return run.ContainsAnyInRange((byte)'0', (byte)'9');
        }
        return false;
    }

    private static bool TryNextRun(ReadOnlySpan<byte> value, SearchValues<byte> alphabet, int from, out int start, out int end)
    {
        start = end = value.Length;
        var begin = value[from..].IndexOfAny(alphabet);
        if (begin < 0)
            return false;
        start = from + begin;
        var length = value[start..].IndexOfAnyExcept(alphabet);
        end = length < 0 ? value.Length : start + length;
        return true;
    }
}
