namespace PrivacyProxy.Redaction;

internal readonly record struct Finding(int Start, int End, DataClass Class);

/// <summary>
/// The parts of one value that were found, in order and without overlap: the first finder to claim a part keeps it.
/// Holds a fixed number; a value with more than that is replaced as a whole.
/// </summary>
internal ref struct Findings
{
    internal const int Capacity = 32;

    private readonly Span<Finding> _parts;
    private int _count;

    internal Findings(Span<Finding> parts) => _parts = parts;

    internal readonly ReadOnlySpan<Finding> Parts => _parts[.._count];

    /// <summary>Set when the value is to be replaced as a whole.</summary>
    internal DataClass Whole { get; private set; }

    /// <summary>The first class found, or <see cref="DataClass.Shielded"/> when nothing was.</summary>
    internal readonly DataClass First
    {
        get
        {
            if (Whole != DataClass.Shielded)
                return Whole;
            foreach (var part in Parts)
            {
                if (part.Class != DataClass.Shielded)
                    return part.Class;
            }
            return DataClass.Shielded;
        }
    }

    internal readonly bool Any => First != DataClass.Shielded;

    internal void ReplaceWhole(DataClass dataClass) => Whole = dataClass;

    internal void Add(int start, int end, DataClass dataClass)
    {
        var at = _count;
        while (at > 0 && _parts[at - 1].Start >= end)
            at--;
        if (at > 0 && _parts[at - 1].End > start)
            return;
        if (_count == _parts.Length)
        {
            if (dataClass != DataClass.Shielded && Whole == DataClass.Shielded)
                Whole = dataClass;
            return;
        }
        _parts[at.._count].CopyTo(_parts[(at + 1)..]);
        _parts[at] = new Finding(start, end, dataClass);
        _count++;
    }
}
