namespace PrivacyProxy.Redaction;

/// <summary>
/// Follows the segments of one path and knows which of them its forerunners make personal. Empty segments and <c>.</c> are
/// looked through; behind <c>..</c> the last role holds again, because the path may lead back to where it was.
/// </summary>
internal struct PathRoles
{
    private SegmentRole _next;
    private SegmentRole _last;

    /// <summary>The class that replaces the segment for what stands before it; empty when it may stay.</summary>
    /// <param name="segment">Decoded, without white space around it.</param>
    internal ReadOnlySpan<byte> LabelOf(ReadOnlySpan<byte> segment)
    {
        if (segment.IsEmpty || segment.SequenceEqual("."u8))
            return default;
        if (segment.SequenceEqual(".."u8))
        {
            _next = _last;
            return default;
        }
        var role = _next;
        _next = PathWords.RoleBehind(segment);
        if (_next != SegmentRole.None)
            _last = _next;
        if (segment[0] == '[' && segment[^1] == ']')
            return default;
        // "/users/edit/jane", "/users/id/42": the person comes behind the word.
        if (role == SegmentRole.Person && _next == SegmentRole.None && PathWords.LeadsToPerson(segment))
        {
            _next = SegmentRole.Person;
            return default;
        }
        if (segment[0] is (byte)'@' or (byte)'~' && segment.Length > 1 && char.IsAsciiLetter((char)segment[1]))
            return "[user]"u8;
        if (role == SegmentRole.Person)
            return PathWords.IsAction(segment) ? default : "[user]"u8;
        if (role != SegmentRole.Secret || PathWords.IsPlainWord(segment) || PathWords.IsAction(segment))
            return default;
        // A secret may take two segments: whose it is, and itself ("/verify/42/8f7a9b2c").
        if (_next == SegmentRole.None)
            _next = SegmentRole.Secret;
        return "[token]"u8;
    }
}
