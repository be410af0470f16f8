using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using PrivacyProxy.Redaction;

namespace PrivacyProxy.Pseudonyms;

/// <summary>
/// The one mapping from ids to pseudonyms, for all id fields alike: HMAC-SHA-256 under a key per site, vendor and period
/// (EDPB Guidelines 01/2025 name a keyed one-way function). Equal ids stay equal, so funnels and merges work; without the
/// key nobody finds the id.
/// </summary>
/// <remarks>
/// The shape class is kept, because vendors decide by it: a UUID becomes a UUID of the same version (Mixpanel merges
/// anonymous ids only if they look like one), anything else becomes 32 hexadecimal digits, which are not UUID-shaped.
/// The prefix <c>$device:</c> stays outside. What vendors reject as "no id" is left alone: hashed, it would become one
/// valid user made of all strangers.
/// </remarks>
internal sealed class Pseudonymiser(byte[] key, int bits)
{
    private readonly ConcurrentBag<IncrementalHash> _idle = [];
    private readonly UInt128 _number = MemoryMarshal.Read<UInt128>(RandomNumberGenerator.GetBytes(16));

    /// <summary>
    /// Appends the pseudonym of <paramref name="id"/>. False, with nothing written, when the id is a placeholder and may
    /// leave as it is.
    /// </summary>
    /// <param name="id">As the sender wrote it, unescaped.</param>
    /// <param name="output">Where the pseudonym is appended.</param>
    public bool TryAppend(ReadOnlySpan<byte> id, ByteBuffer output)
    {
        var prefix = "$device:"u8;
        if (id.StartsWith(prefix))
        {
            var bare = id[prefix.Length..];
            if (Placeholders.Contain(bare))
                return false;
            output.Append(prefix);
            AppendBare(bare, output);
            return true;
        }

        if (Placeholders.Contain(id))
            return false;
        AppendBare(id, output);
        return true;
    }

    private void AppendBare(ReadOnlySpan<byte> id, ByteBuffer output)
    {
        var key = RecentPseudonyms.KeyOf(_number, id);
        if (RecentPseudonyms.TryAppend(key, output))
            return;
        var start = output.Length;
        Span<byte> digest = stackalloc byte[32];
        var isUuid = Uuid.IsUuid(id);
        if (isUuid)
        {
            // The same UUID may be written in either case.
            Span<byte> lower = stackalloc byte[36];
            Ascii.ToLower(id, lower, out _);
            Hash(lower, digest);
        }
        else
        {
            Hash(id, digest);
        }

        if (bits < 128)
            Collide(digest);
        if (isUuid)
            Uuid.Append(digest, version: id[14], output);
        else
            AppendHex(digest[..16], output);
        RecentPseudonyms.Remember(key, output.Span[start..]);
    }

    /// <summary>
    /// The one-shot HMAC looks its algorithm up in the system's library each time, which costs more than to hash an id. So
    /// keyed states are kept, as many as were ever needed at once.
    /// </summary>
    private void Hash(ReadOnlySpan<byte> data, Span<byte> digest)
    {
        if (!_idle.TryTake(out var hash))
            hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(data);
        hash.GetHashAndReset(digest);
        _idle.Add(hash);
    }

    /// <summary>
    /// Keeps so few bits of the digest that with N ids in a period about N / 2^bits of them share each pseudonym (CNIL's
    /// proxy criteria ask for a sufficient level of collision), and spreads them again, so that the form tells nothing of
    /// the level.
    /// </summary>
    private void Collide(Span<byte> digest)
    {
        var kept = BinaryPrimitives.ReadUInt128BigEndian(digest) >> (128 - bits);
        Span<byte> bucket = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bucket, kept);
        Hash(bucket, digest);
    }

    private static void AppendHex(ReadOnlySpan<byte> bytes, ByteBuffer output)
    {
        var room = output.GetSpan(bytes.Length * 2);
        Convert.TryToHexStringLower(bytes, room, out var written);
        output.Advance(written);
    }
}
