namespace PrivacyProxy.Redaction;

/// <summary>What was done to one field: its place and the action, never its value.</summary>
/// <param name="Surface">The part of the request: <c>path</c>, <c>query</c>, <c>header</c>, <c>cookie</c>, <c>body</c>, <c>address</c>.</param>
/// <param name="Path">The field's name or path: <c>data[0].properties.$current_url</c>. Field names the sender invented
/// are part of it, so it is shown in the demo and to tests only, never logged.</param>
/// <param name="Action">What was done.</param>
internal readonly record struct FieldChange(string Surface, string Path, FieldAction Action);

/// <summary>
/// Collects what a redaction did, for those who explain it. Most requests have none (<c>null</c>) and then pay nothing.
/// </summary>
internal sealed class ChangeLog
{
    private readonly List<FieldChange> _changes = [];
    private readonly List<string> _path = [];

    public string Surface { get; set; } = "body";

    public IReadOnlyList<FieldChange> Changes => _changes;

    public void Enter(ReadOnlySpan<byte> name) => _path.Add(System.Text.Encoding.UTF8.GetString(name));

    public void EnterElement(int index) => _path.Add($"[{index}]");

    public void Leave() => _path.RemoveAt(_path.Count - 1);

    /// <summary>Where the log is now; <see cref="ReturnTo"/> forgets what came after.</summary>
    public (int Changes, int Depth) Mark() => (_changes.Count, _path.Count);

    /// <summary>For what was begun and could not be read: nothing was done there.</summary>
    public void ReturnTo((int Changes, int Depth) mark)
    {
        _changes.RemoveRange(mark.Changes, _changes.Count - mark.Changes);
        _path.RemoveRange(mark.Depth, _path.Count - mark.Depth);
    }

    public void Note(FieldAction action) =>
        _changes.Add(new FieldChange(Surface, string.Join('.', _path).Replace(".[", "[", StringComparison.Ordinal), action));
}
