using System.Collections.Frozen;
using System.Text;

namespace PrivacyProxy.Replay;

/// <summary>
/// What an object of a recording may hold: the members that leave, each with what becomes of it. A member that is not
/// listed does not leave.
/// </summary>
internal sealed class Shape(params Member[] members)
{
    /// <summary>For objects of several kinds: the member that tells them apart. It must come first, as rrweb writes it.</summary>
    public byte[]? By { get; init; }

    /// <summary>The shapes by the number in <see cref="By"/>; a kind without one does not leave.</summary>
    public Shape?[] Kinds { get; init; } = [];

    public Shape? Kind(int number) => (uint)number < (uint)Kinds.Length ? Kinds[number] : null;

    public Member? Find(ReadOnlySpan<byte> name)
    {
        foreach (var member in members)
        {
            if (name.SequenceEqual(member.Name))
                return member;
        }

        return null;
    }
}

/// <summary>One member of a <see cref="Shape"/>.</summary>
internal sealed class Member(string name, Content content)
{
    public byte[] Name { get; } = Encoding.UTF8.GetBytes(name);

    public Content Content { get; } = content;

    /// <summary>How it is written: the name in quotes and a colon.</summary>
    public byte[] Written { get; } = Encoding.UTF8.GetBytes($"\"{name}\":");

    /// <summary>Of <see cref="Content.Object"/> and <see cref="Content.Objects"/>.</summary>
    public Shape? Shape { get; set; }

    /// <summary>The texts that <see cref="Content.Word"/> lets through.</summary>
    public FrozenSet<string> Words { get; init; } = FrozenSet<string>.Empty;

    /// <summary>True if the object does not leave without it.</summary>
    public bool IsNeeded { get; init; }
}

/// <summary>What a value of a recording is, and with it what becomes of it.</summary>
internal enum Content
{
    /// <summary>The number of a node; null for none. Anything else makes the recording unreadable: no node could be found again.</summary>
    Id,

    /// <summary>A place, a size, a duration: rounded to three decimals.</summary>
    Number,

    /// <summary>A number, or a list of them.</summary>
    Numbers,

    /// <summary>Milliseconds since 1970. Needed to play anything, so anything else makes the recording unreadable.</summary>
    Time,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>True or false that the visitor chose; written as false.</summary>
    Choice,

    /// <summary>Text on the page: a star for each character, white space stays.</summary>
    Text,

    /// <summary>Text of which the element around it says what it is.</summary>
    NodeText,

    /// <summary>What the visitor typed: eight stars, whatever its length.</summary>
    Typed,

    /// <summary>A text that is not needed to show the page; written as an empty one.</summary>
    EmptyText,

    /// <summary>A list that is not needed to show the page; written as an empty one.</summary>
    EmptyList,

    /// <summary>One of the listed words; anything else does not leave.</summary>
    Word,

    /// <summary>The name of an element.</summary>
    Tag,

    /// <summary>The address of the page.</summary>
    PageUrl,

    /// <summary>Rules of a style sheet.</summary>
    StyleSheet,

    /// <summary>The name of a CSS property.</summary>
    StyleProperty,

    /// <summary>The value of a CSS property.</summary>
    StyleValue,

    /// <summary>The attributes of an element.</summary>
    Attributes,

    Object,

    Objects,
}
