using System.IO.Compression;
using System.Text;
using PrivacyProxy.Redaction;
using PrivacyProxy.Replay;
using PrivacyProxy.Settings;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Replay;

/// <summary>A recording that is not what it says it is, or is too much, does not leave at all.</summary>
public sealed class HostileRecordingTests
{
    private const string Sound = """[{"type":4,"data":{"href":"http://www.shop.test/","width":1,"height":1},"timestamp":1}]""";

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"Jane\"")]
    [InlineData("""{"type":4,"data":{},"timestamp":1}""")]
    [InlineData("""[{"type":4,"data":{},"timestamp":1}""")]
    [InlineData("""[{"type":4,"data":{},"timestamp":1}]x""")]
    [InlineData("""[{"type":4,"data":{},"timestamp":1}][]""")]
    [InlineData("""[{"type":4,"data":{},"timestamp":1},]""")]
    [InlineData("""[{"type":4,"data":{"href":"a" /* Jane */},"timestamp":1}]""")]
    [InlineData("\uFEFF[]")]
    public void Broken_json_and_what_is_no_list_of_events_is_unreadable(string json) => IsNotLeaving(json, Fault.Unreadable);

    [Theory]
    [InlineData("""[{"type":4,"type":5,"data":{},"timestamp":1}]""")]
    [InlineData("""[{"type":4,"data":{"href":"a","\u0068ref":"Jane"},"timestamp":1}]""")]
    [InlineData("""[{"type":4,"data":{},"who":1,"who":"Jane","timestamp":1}]""")]
    [InlineData("""[{"type":5,"data":{},"data":{},"timestamp":1}]""")]
    [InlineData("""[{"type":3,"data":{"source":0,"attributes":[{"id":1,"attributes":{"class":"a","title":1,"title":2}}]},"timestamp":1}]""")]
    [InlineData("""[{"type":3,"data":{"source":0,"attributes":[{"id":1,"attributes":{"style":{"color":"a","\u0063olor":"Jane"}}}]},"timestamp":1}]""")]
    public void A_member_that_stands_twice_is_unreadable(string json) => IsNotLeaving(json, Fault.Unreadable);

    [Theory]
    [InlineData("""[{"data":{"href":"Jane"},"type":4,"timestamp":1}]""")]
    [InlineData("""[{"data":{"href":"Jane"},"timestamp":1}]""")]
    [InlineData("""[{"type":"4","data":{"href":"Jane"},"timestamp":1}]""")]
    [InlineData("""[{"type":4.5,"data":{"href":"Jane"},"timestamp":1}]""")]
    [InlineData("""[{"type":1e99,"data":{"href":"Jane"},"timestamp":1}]""")]
    [InlineData("""[{"type":99999999999999999999,"data":{},"timestamp":1}]""")]
    [InlineData("""[{"type":3,"data":{"id":1,"source":4},"timestamp":1}]""")]
    [InlineData("""[{}]""")]
    public void What_does_not_say_first_what_it_is_is_unreadable(string json) => IsNotLeaving(json, Fault.Unreadable);

    [Theory]
    [InlineData("""[{"type":4,"data":{},"timestamp":1e999}]""")]
    [InlineData("""[{"type":4,"data":{},"timestamp":99999999999999999999}]""")]
    [InlineData("""[{"type":4,"data":{},"timestamp":"Jane"}]""")]
    [InlineData("""[{"type":3,"data":{"source":3,"id":34612345678,"x":0,"y":0},"timestamp":1}]""")]
    [InlineData("""[{"type":3,"data":{"source":3,"id":"jane","x":0,"y":0},"timestamp":1}]""")]
    [InlineData("""[{"type":3,"data":{"source":15,"id":1,"styleIds":[1e999]},"timestamp":1}]""")]
    public void Numbers_without_which_nothing_can_be_played_must_be_some(string json) => IsNotLeaving(json, Fault.Unreadable);

    [Theory]
    [InlineData("1e999")]
    [InlineData("-34612345678")]
    [InlineData("123456789012345678901234567890")]
    public void Other_numbers_that_are_none_of_a_page_do_not_leave(string number) => Assert.Equal(
        """[{"type":3,"data":{"source":4,"height":2},"timestamp":1}]""",
        SomeRecording.Masked("""[{"type":3,"data":{"source":4,"width":""" + number + ""","height":2},"timestamp":1}]"""));

    [Theory]
    [InlineData("""[{"type":4,"data":{"\ud83d":1},"timestamp":1}]""")]
    [InlineData("""[{"type":3,"data":{"source":0,"attributes":[{"id":1,"attributes":{"\udc00":"Jane"}}]},"timestamp":1}]""")]
    public void Half_an_emoji_in_a_name_is_unreadable(string json) => IsNotLeaving(json, Fault.Unreadable);

    [Fact]
    public void Half_an_emoji_in_a_text_is_a_character_like_others() => Assert.Equal(
        """[{"type":3,"data":{"source":0,"texts":[{"id":1,"value":"** ****"}]},"timestamp":1}]""",
        SomeRecording.Masked("""[{"type":3,"data":{"source":0,"texts":[{"id":1,"value":"!\udc00 Jane"}]},"timestamp":1}]"""));

    [Theory]
    [InlineData("ff")]
    [InlineData("c0af")]
    [InlineData("eda080")]
    public void Invalid_utf_8_is_unreadable(string hex)
    {
        var redactor = SomeRedaction.Redactor();
        Assert.Null(SomeRecording.Masked([.. "[{\"type\":4,\"data\":{\"x\":\""u8, .. Convert.FromHexString(hex), .. "\"},\"timestamp\":1}]"u8], redactor));
        Assert.Equal(Fault.Unreadable, redactor.Fault);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(126, true)]
    [InlineData(127, false)]
    [InlineData(5000, false)]
    public void Elements_are_nested_up_to_the_limit(int elements, bool leaves)
    {
        var node = string.Concat(Enumerable.Repeat("""{"type":2,"tagName":"p","attributes":{},"childNodes":[""", elements))
            + string.Concat(Enumerable.Repeat("""],"id":1}""", elements));
        var redactor = SomeRedaction.Redactor();
        // Levels of its own: the list, the event, its data; and each element has one more for its attributes.
        Assert.Equal(leaves, SomeRecording.Masked(SomeRecording.Snapshot(node), redactor) is not null);
        Assert.Equal(leaves ? Fault.None : Fault.TooLarge, redactor.Fault);
    }

    [Fact]
    public void Depth_is_limited_in_what_is_removed_too() =>
        IsNotLeaving("""[{"type":5,"data":""" + new string('[', 300) + new string(']', 300) + ""","timestamp":1}]""", Fault.TooLarge);

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void Members_of_one_object_are_limited(int members, bool leaves)
    {
        var redactor = SomeRedaction.Redactor(new LimitSettings { Parameters = 20 });
        var attributes = string.Join(',', Enumerable.Range(0, members).Select(i => $"\"data-{i}\":1"));
        var node = """{"type":2,"tagName":"p","attributes":{""" + attributes + """},"childNodes":[],"id":1}""";
        Assert.Equal(leaves, SomeRecording.Masked(SomeRecording.Snapshot(node), redactor) is not null);
        Assert.Equal(leaves ? Fault.None : Fault.TooLarge, redactor.Fault);
    }

    [Fact]
    public void A_recording_that_was_cut_anywhere_does_not_leave()
    {
        for (var length = 0; length < Sound.Length; length++)
            IsNotLeaving(Sound[..length], Fault.Unreadable);
        Assert.Equal(Sound, SomeRecording.Masked(Sound));
    }

    [Fact]
    public void A_compressed_recording_leaves_compressed()
    {
        using var output = new ByteBuffer();
        Assert.Equal(Outcome.Changed, Recording.Mask(Wire.Gzip(Sound), isGzip: true, SomeRedaction.Redactor(), output));
        using var gzip = new GZipStream(new MemoryStream(output.Span.ToArray()), CompressionMode.Decompress);
        using var plain = new StreamReader(gzip);
        Assert.Equal(Sound, plain.ReadToEnd());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("Jane")]
    public void What_is_not_compressed_as_it_says_is_unreadable(string body) => IsNotUnpacked(Encoding.UTF8.GetBytes(body), Fault.Unreadable);

    [Fact]
    public void A_compressed_recording_that_was_cut_or_that_more_follows_is_unreadable()
    {
        var whole = Wire.Gzip(Sound);
        for (var length = 0; length < whole.Length; length++)
            IsNotUnpacked(whole[..length], Fault.Unreadable);
        IsNotUnpacked([.. whole, 0], Fault.Unreadable);
        IsNotUnpacked([.. whole, .. whole], Fault.Unreadable);
        IsNotUnpacked([.. whole, .. "Jane"u8], Fault.Unreadable);
    }

    [Fact]
    public void A_compressed_bomb_is_too_large()
    {
        var bomb = Wire.Gzip("[" + new string(' ', 64 * 1024 * 1024) + "]");
        Assert.True(bomb.Length < 1024 * 1024);
        IsNotUnpacked(bomb, Fault.TooLarge);
    }

    [Fact]
    public void Compressed_twice_is_unreadable() => IsNotUnpacked(Wire.Gzip(Wire.Gzip(Sound)), Fault.Unreadable);

    [Fact]
    public void Nothing_to_tell_is_no_fault_and_does_not_leave() =>
        IsNotLeaving("""[{"type":5,"data":{"tag":"a","payload":1},"timestamp":1}]""", Fault.None);

    private static void IsNotLeaving(string json, Fault fault)
    {
        var redactor = SomeRedaction.Redactor();
        Assert.Null(SomeRecording.Masked(json, redactor));
        Assert.Equal(fault, redactor.Fault);
    }

    private static void IsNotUnpacked(byte[] body, Fault fault)
    {
        using var output = new ByteBuffer();
        var redactor = SomeRedaction.Redactor();
        Assert.Equal(Outcome.Removed, Recording.Mask(body, isGzip: true, redactor, output));
        Assert.Equal((fault, 0), (redactor.Fault, output.Length));
    }
}
