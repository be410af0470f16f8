using System.Net;
using FsCheck;
using FsCheck.Fluent;
using PrivacyProxy.Addresses;
using Xunit;

namespace PrivacyProxy.Tests.Addresses;

public sealed class TruncationTests
{
    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0")]
    [InlineData("255.255.255.255", "255.255.255.0")]
    [InlineData("2001:db8:1234:5678:9abc:def0:1234:5678", "2001:db8:1234::")]
    [InlineData("fe80::1%3", "fe80::")]
    [InlineData("::1", "::")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.0")]
    [InlineData("::203.0.113.77", "::")]
    [InlineData("2002:cb00:714d::1", "2002:cb00:7100::")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:0:4136::")]
    [InlineData("64:ff9b::203.0.113.77", "64:ff9b::")]
    [InlineData("64:ff9b:1:cb00:71:4d00::", "64:ff9b:1::")]
    [InlineData("2001:db8:1:2:0:5efe:203.0.113.77", "2001:db8:1::")]
    [InlineData("2001:db8:1:2:200:5efe:203.0.113.77", "2001:db8:1::")]
    public void The_default_keeps_24_and_48_bits(string address, string kept) => Assert.Equal(kept, Text(Truncation.Default, address));

    [Theory]
    [InlineData(32, 64, "203.0.113.77", "203.0.113.77")]
    [InlineData(17, 64, "203.0.255.77", "203.0.128.0")]
    [InlineData(1, 1, "203.0.113.77", "128.0.0.0")]
    [InlineData(24, 33, "2001:db8:ffff::1", "2001:db8:8000::")]
    [InlineData(8, 64, "2002:cb00:714d:1::1", "2002:cb00::")]
    [InlineData(0, 64, "2002:cb00:714d:1::1", "2002::")]
    [InlineData(8, 64, "64:ff9b:1:cb00:71:4d00::", "64:ff9b:1:cb00::")]
    [InlineData(4, 64, "64:ff9b:1:cb00:71:4d00::", "64:ff9b:1:c000::")]
    [InlineData(0, 64, "64:ff9b:1:cb00:71:4d00::", "64:ff9b:1::")]
    [InlineData(0, 48, "203.0.113.77", "")]
    [InlineData(0, 48, "::ffff:203.0.113.77", "")]
    [InlineData(24, 0, "2001:db8::1", "")]
    public void The_kept_bits_can_be_chosen(int ipv4Bits, int ipv6Bits, string address, string kept) =>
        Assert.Equal(kept, Text(new Truncation(ipv4Bits, ipv6Bits), address));

    [Fact]
    public void None_gives_out_nothing()
    {
        Assert.Equal("", Text(Truncation.None, "203.0.113.77"));
        Assert.Equal("", Text(Truncation.None, "2001:db8::1"));
    }

    [Fact]
    public void More_bits_than_can_be_kept_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Truncation(33, 48));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Truncation(24, 65));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Truncation(-1, 48));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Truncation(24, -1));
    }

    [Fact]
    public void Settings_fill_up_with_the_defaults()
    {
        Assert.Equal(new Truncation(24, 48), Truncation.From(null));
        Assert.Equal(new Truncation(16, 48), Truncation.From(new AddressSettings { Ipv4Bits = 16 }));
        Assert.Equal(new Truncation(24, 0), Truncation.From(new AddressSettings { Ipv6Bits = 0 }));
    }

    [Fact]
    public void Truncating_twice_changes_nothing() =>
        Prop.ForAll(Arb.From(Truncations), Arb.From(Addresses), (truncation, address) =>
        {
            var once = truncation.Apply(address);
            return !once.IsPresent || truncation.Apply(IPAddress.Parse(once.ToString())) == once;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Only_the_kept_bits_survive() =>
        Prop.ForAll(Arb.From(Truncations), Arb.From(Addresses), (truncation, address) =>
        {
            var before = PlainAddress.Of(address).GetAddressBytes();
            var kept = before.Length == 4 ? truncation.Ipv4Bits : truncation.Ipv6Bits;
            var after = truncation.Apply(address);
            if (!after.IsPresent)
                return kept == 0;
            var bytes = IPAddress.Parse(after.ToString()).GetAddressBytes();
            return bytes.Length == before.Length && Enumerable.Range(0, bytes.Length * 8).All(bit =>
                Bit(bytes, bit) == 0 || (bit < kept && Bit(before, bit) == 1));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ordinary_addresses_keep_all_of_their_kept_bits() =>
        Prop.ForAll(Arb.From(Truncations), Arb.From(Gen.Choose(0, int.MaxValue)), (truncation, seed) =>
        {
            // Global unicast 2a00::/16 holds none of the embeddings.
            var bytes = new byte[16];
            BitConverter.TryWriteBytes(bytes.AsSpan(2), seed);
            BitConverter.TryWriteBytes(bytes.AsSpan(6), ~seed);
            bytes[0] = 0x2a;
            var after = truncation.Apply(new IPAddress(bytes));
            return !after.IsPresent || Enumerable.Range(0, truncation.Ipv6Bits).All(bit =>
                Bit(IPAddress.Parse(after.ToString()).GetAddressBytes(), bit) == Bit(bytes, bit));
        }).QuickCheckThrowOnFailure();

    // The strongest statement about embeddings: whatever the dropped bits of the IPv4 address were, the result is the same.
    [Fact]
    public void Every_embedding_hides_the_dropped_bits_of_its_ipv4_address() =>
        Prop.ForAll(
            Arb.From(Truncations),
            Arb.From(Gen.Elements(Ipv4Embeddings.All)),
            Arb.From(Gen.Two(Gen.Choose(int.MinValue, int.MaxValue))),
            (truncation, embed, pair) =>
            {
                var mask = truncation.Ipv4Bits == 0 ? 0 : uint.MaxValue << (32 - truncation.Ipv4Bits);
                var (a, other) = ((uint)pair.Item1, (uint)pair.Item2);
                var b = (a & mask) | (other & ~mask);
                return truncation.Apply(embed.Value(a)) == truncation.Apply(embed.Value(b));
            }).QuickCheckThrowOnFailure();

    private static Gen<Truncation> Truncations =>
        from ipv4 in Gen.Choose(0, 32)
        from ipv6 in Gen.Choose(0, 64)
        select new Truncation(ipv4, ipv6);

    private static Gen<IPAddress> Addresses => Gen.OneOf(
        Bytes(4).Select(bytes => new IPAddress(bytes)),
        Bytes(16).Select(bytes => new IPAddress(bytes)),
        from embed in Gen.Elements(Ipv4Embeddings.All)
        from ipv4 in Gen.Choose(int.MinValue, int.MaxValue)
        select embed.Value((uint)ipv4));

    private static Gen<byte[]> Bytes(int count) => Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(count);

    private static int Bit(byte[] bytes, int index) => (bytes[index / 8] >> (7 - index % 8)) & 1;

    private static string Text(Truncation truncation, string address) =>
        ClientAddress.From(IPAddress.Parse(address)).Truncated(truncation).ToString();
}
