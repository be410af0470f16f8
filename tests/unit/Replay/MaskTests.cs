using PrivacyProxy.Tests.Redaction;
using Xunit;

namespace PrivacyProxy.Tests.Replay;

/// <summary>What becomes of each kind of event, node, attribute and style; the rows stand in tests/unit/Data/replay.</summary>
public sealed class MaskTests
{
    private const string Nothing = "nothing";

    public static TheoryData<string, string> Events => Rows("events.txt");

    public static TheoryData<string, string> Nodes => Rows("nodes.txt");

    public static TheoryData<string, string> Attributes => Rows("attributes.txt");

    public static TheoryData<string, string> Styles => Rows("styles.txt");

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_leaves_as_the_table_says(string sent, string masked) => IsMasked(e => SomeRecording.Masked($"[{e}]")?[1..^1], sent, masked);

    [Theory]
    [MemberData(nameof(Nodes))]
    public void Node_leaves_as_the_table_says(string sent, string masked) => IsMasked(SomeRecording.MaskedNode, sent, masked);

    [Theory]
    [MemberData(nameof(Attributes))]
    public void Attributes_leave_as_the_table_says(string sent, string masked)
    {
        // In a snapshot and in a change alike.
        const string before = """{"type":2,"tagName":"x","attributes":""";
        const string after = ""","childNodes":[],"id":7}""";
        IsMasked(a => SomeRecording.MaskedNode(before + a + after)![before.Length..^after.Length], sent, masked);
        const string beforeChange = """[{"type":3,"data":{"source":0,"attributes":[{"id":7,"attributes":""";
        const string afterChange = """}]},"timestamp":1}]""";
        IsMasked(a => SomeRecording.Masked(beforeChange + a + afterChange)![beforeChange.Length..^afterChange.Length], sent, masked);
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Style_leaves_as_the_table_says(string sent, string masked) => IsMasked(SomeRecording.MaskedStyle, sent, masked);

    private static void IsMasked(Func<string, string?> mask, string sent, string masked)
    {
        Assert.Equal(masked, mask(sent) ?? Nothing);
        if (masked != Nothing)
            Assert.Equal(masked, mask(masked));
    }

    private static TheoryData<string, string> Rows(string file)
    {
        var rows = new TheoryData<string, string>();
        foreach (var row in TextTable.Rows(Path.Combine("replay", file)))
            rows.Add(row[0], row[1] == "same" ? row[0] : row[1]);
        return rows;
    }
}
