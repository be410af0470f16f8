using System.Buffers;
using System.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Finds secrets: JSON web tokens, <c>Bearer</c> and <c>Basic</c> credentials, keys with the prefix of a known issuer, and long random text.
/// UUIDs are not secrets.
/// </summary>
internal static class TokenFinder
{
    private const int ShortestKey = 16;
    private const int ShortestClaims = 8;
    private const int ShortestCredential = 10;
    private const int ShortestRandom = 32;

    private static readonly SearchValues<byte> RunBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"u8);

    private static readonly SearchValues<byte> Base64Bytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/="u8);

    private static readonly SearchValues<byte> CredentialEnds = SearchValues.Create(" \t\r\n\"'<>,;&"u8);

    private static readonly byte[][] KeyPrefixes =
    [
        .. ("sk_live_ sk_test_ rk_live_ rk_test_ pk_live_ pk_test_ whsec_ sk-proj- sk-ant- sk-or- sk-svcacct- hf_ ghp_ gho_ ghs_ ghu_ ghr_ "
            + "github_pat_ glpat- gldt- glrt- xoxb- xoxp- xoxa- xoxr- xoxs- xapp- AKIA ASIA AIza GOCSPX- ya29 SG. shpat_ shpss_ shpca_ npm_ "
            + "pypi- dop_v1_ doo_v1_ sq0atp- sq0csp- EAACEdEose0cBA nfp_ lin_api_ phc_ phx_ pat- dckr_pat_ ATATT ATCTT figd_ tfp_ rzp_live_")
            .Split(' ').Select(Encoding.ASCII.GetBytes),
    ];

    private static readonly SearchValues<byte> KeyBeginnings = SearchValues.Create([.. KeyPrefixes.Select(prefix => prefix[0])]);

    /// <summary>Is there a word or a beginning by which <see cref="FindLabelled"/> knows a token, other than a key's prefix?</summary>
    internal static bool HasLabel(ReadOnlySpan<byte> value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var step = value[i..].IndexOfAny((byte)'b', (byte)'B');
            if (step < 0)
                break;
            i += step;
            if (IsScheme(value, i))
                return true;
        }
        return value.IndexOf("eyJ"u8) >= 0;
    }

    private static bool IsScheme(ReadOnlySpan<byte> value, int at) =>
        (value.Length - at > 6 && Ascii.EqualsIgnoreCase(value.Slice(at, 6), "bearer"u8))
        || (value.Length - at > 5 && Ascii.EqualsIgnoreCase(value.Slice(at, 5), "basic"u8));

    /// <summary>Tokens whose kind is written on them.</summary>
    internal static void FindLabelled(ReadOnlySpan<byte> value, ref Findings found)
    {
        for (var i = 0; TryNextRun(value, RunBytes, i, out var start, out var end); i = end)
        {
            var run = value[start..end];
            if (run.Length == 6 && Ascii.EqualsIgnoreCase(run, "bearer"u8))
                FindCredential(value, start, end, ref found);
            else if (run.Length == 5 && Ascii.EqualsIgnoreCase(run, "basic"u8))
                FindBasicCredential(value, start, end, ref found);
            else if (run.StartsWith("eyJ"u8) && end < value.Length && value[end] == '.')
                end = FindWebToken(value, start, end, ref found);
            else if (end - start >= ShortestKey || (end < value.Length && value[end] == '.'))
                end = FindKey(value, start, end, ref found);
        }
    }

    internal static bool IsLabelled(ReadOnlySpan<byte> value)
    {
        var found = new Findings(stackalloc Finding[1]);
        FindLabelled(value, ref found);
        return found.Any;
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
        if (from > labelEnd && credential.Length >= ShortestCredential
            && (credential.Length >= 20 || credential.ContainsAnyInRange((byte)'0', (byte)'9')))
            found.Add(start, end, DataClass.Token);
    }

    private static int FindWebToken(ReadOnlySpan<byte> value, int start, int end, ref Findings found)
    {
        var dot = end;
        while (end < value.Length && (value[end] == '.' || RunBytes.Contains(value[end])))
            end++;
        // Behind the first dot stand the claims; ".gif" is the end of a file's name.
        if (end - start >= ShortestKey && end - dot > ShortestClaims)
            found.Add(start, end, DataClass.Token);
        return end;
    }

    // "Basic" and a name and a password in base64; "basic training" is none.
    private static void FindBasicCredential(ReadOnlySpan<byte> value, int start, int labelEnd, ref Findings found)
    {
        if (labelEnd + 1 >= value.Length || value[labelEnd] != ' ')
            return;
        if (!TryNextRun(value, Base64Bytes, labelEnd + 1, out var from, out var end) || from != labelEnd + 1 || end - from is < ShortestCredential or > 512)
            return;
        Span<byte> decoded = stackalloc byte[512];
        var length = Base64Text.Decode(value[from..end], decoded);
        if (length > 0 && decoded[..length].Contains((byte)':') && HeadOfText.IsText(decoded[..length]))
            found.Add(start, end, DataClass.Token);
    }

    private static int FindKey(ReadOnlySpan<byte> value, int start, int end, ref Findings found)
    {
        if (!KeyBeginnings.Contains(value[start]))
            return end;
        foreach (var prefix in KeyPrefixes)
        {
            if (prefix[0] != value[start] || !value[start..].StartsWith(prefix))
                continue;
            // Some keys have dots inside.
            while (end + 1 < value.Length && value[end] == '.' && RunBytes.Contains(value[end + 1]))
            {
                var length = value[(end + 1)..].IndexOfAnyExcept(RunBytes);
                end = length < 0 ? value.Length : end + 1 + length;
            }
            if (end - start >= ShortestKey && value[start..end].ContainsAnyInRange((byte)'0', (byte)'9'))
                found.Add(start, end, DataClass.Token);
            return end;
        }
        return end;
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
