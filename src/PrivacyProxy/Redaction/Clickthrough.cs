using System.Buffers;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Judges Mautic's <c>ct</c>: a PHP array that says which mail or campaign a link stood in. Nobody signs it, so whoever
/// writes a link can write anything into it. It is kept as it came or not at all; what is kept has the members that
/// Mautic itself writes, each with a value of the kind that Mautic writes there.
/// </summary>
internal static class Clickthrough
{
    private const int MostEntries = 16;

    // A message's hash has 22 hexadecimal digits.
    private const int LongestHash = 64;

    /// <summary>What Mautic calls the places that a link can stand in, as channels and as sources.</summary>
    private static readonly byte[][] s_words =
    [
        [.. "email"u8], [.. "campaign.event"u8], [.. "campaign"u8], [.. "sms"u8], [.. "notification"u8], [.. "mobile_notification"u8],
        [.. "page"u8], [.. "asset"u8], [.. "form"u8], [.. "focus"u8], [.. "message"u8], [.. "tweet"u8],
    ];

    private static readonly SearchValues<byte> s_hash = SearchValues.Create("0123456789abcdef"u8);
    private static readonly SearchValues<byte> s_digits = SearchValues.Create("0123456789"u8);

    /// <summary>True for an array of known members and nothing behind it.</summary>
    public static bool IsIn(ReadOnlySpan<byte> serialised)
    {
        var reader = new PhpSerialised(serialised);
        if (!reader.TryBeginArray(out var entries) || entries > MostEntries)
            return false;
        var met = 0u;
        for (var i = 0; i < entries; i++)
        {
            // The second of two equal members would be the one that counts.
            if (!reader.TryReadText(out var name) || Flag(name) is not (> 0 and var flag) || (met & flag) != 0 || !IsMember(flag, ref reader))
                return false;
            met |= flag;
        }

        return reader.TryEndArray() && reader.IsAtEnd;
    }

    private static uint Flag(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("source"u8) => Source,
        _ when name.SequenceEqual("email"u8) => Email,
        _ when name.SequenceEqual("stat"u8) => Stat,
        _ when name.SequenceEqual("lead"u8) => Lead,
        _ when name.SequenceEqual("channel"u8) => Channel,
        _ when name.SequenceEqual("sent_time"u8) => SentTime,
        _ => 0,
    };

    private const uint Source = 1, Email = 2, Stat = 4, Lead = 8, Channel = 16, SentTime = 32;

    private static bool IsMember(uint flag, ref PhpSerialised reader) => flag switch
    {
        Stat => IsNothing(ref reader) || (reader.TryReadText(out var hash) && IsHash(hash)),
        Source => IsNothing(ref reader) || IsSource(ref reader),
        Channel => IsNothing(ref reader) || IsChannel(ref reader),
        _ => IsNumber(ref reader),
    };

    /// <summary>Its kind and its number: <c>['campaign.event', 31]</c>.</summary>
    private static bool IsSource(ref PhpSerialised reader) =>
        reader.TryBeginArray(out var entries) && entries == 2
        && reader.TryReadInteger(out var first) && first == 0 && reader.TryReadText(out var kind) && IsWord(kind)
        && reader.TryReadInteger(out var second) && second == 1 && IsNumber(ref reader)
        && reader.TryEndArray();

    /// <summary>Channels and the numbers of what was sent there: <c>['email' => 12]</c>.</summary>
    private static bool IsChannel(ref PhpSerialised reader)
    {
        if (!reader.TryBeginArray(out var entries) || entries > MostEntries)
            return false;
        for (var i = 0; i < entries; i++)
        {
            if (!reader.TryReadText(out var channel) || !IsWord(channel) || !IsNumber(ref reader))
                return false;
        }

        return reader.TryEndArray();
    }

    /// <summary>A number, perhaps as a text, for database drivers return ids as such; or none.</summary>
    private static bool IsNumber(ref PhpSerialised reader) => reader.Next switch
    {
        (byte)'i' => reader.TryReadInteger(out var value) && value >= 0,
        (byte)'s' => reader.TryReadText(out var digits) && digits.Length is > 0 and <= 10 && !digits.ContainsAnyExcept(s_digits) && (digits[0] != '0' || digits.Length == 1),
        _ => IsNothing(ref reader),
    };

    private static bool IsNothing(ref PhpSerialised reader) => reader.Next is (byte)'N' or (byte)'b' && reader.TryReadFlag();

    private static bool IsWord(ReadOnlySpan<byte> word)
    {
        foreach (var known in s_words)
        {
            if (word.SequenceEqual(known))
                return true;
        }

        return false;
    }

    private static bool IsHash(ReadOnlySpan<byte> hash) =>
        hash.Length is > 0 and <= LongestHash && !hash.ContainsAnyExcept(s_hash) && hash.ContainsAny(s_digits) && Kept.IsNobody(hash);
}
