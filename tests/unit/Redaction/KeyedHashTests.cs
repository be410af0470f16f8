using FsCheck;
using FsCheck.Fluent;
using PrivacyProxy.Redaction;
using Xunit;

namespace PrivacyProxy.Tests.Redaction;

public sealed class KeyedHashTests
{
    /// <summary>A byte that the hash leaves out lets a sender build as many texts with one hash as he likes.</summary>
    [Fact]
    public void Every_byte_of_a_text_counts()
    {
        for (var length = 1; length <= 100; length++)
        {
            var hash = new KeyedHash();
            var text = new byte[length];
            Array.Fill(text, (byte)'x');
            var whole = hash.Of(text);
            for (var at = 0; at < length; at++)
            {
                text[at] = (byte)'y';
                Assert.True(whole != hash.Of(text), $"Byte {at} of {length} does not count.");
                text[at] = (byte)'x';
            }
        }
    }

    [Fact]
    public void Blocks_in_another_order_are_another_text() =>
        Prop.ForAll(Gen.Choose(0, 3).ArrayOf(6).Two().ToArbitrary(), pair =>
        {
            var hash = new KeyedHash();
            return pair.Item1.SequenceEqual(pair.Item2) == (hash.Of(Blocks(pair.Item1)) == hash.Of(Blocks(pair.Item2)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Other_keys_make_other_hashes() =>
        Assert.NotEqual(new KeyedHash().Of("distinct_id"u8), new KeyedHash().Of("distinct_id"u8));

    private static byte[] Blocks(int[] kinds) => [.. kinds.SelectMany(k => Enumerable.Repeat((byte)('a' + k), 8))];
}
