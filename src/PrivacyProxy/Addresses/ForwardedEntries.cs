using Microsoft.Extensions.Primitives;

namespace PrivacyProxy.Addresses;

/// <summary>
/// The entries of a comma-separated forwarding header from the nearest hop outwards: the field lines joined in their order,
/// read from right to left. Empty entries are yielded, too: whatever left one did not say who came before.
/// </summary>
internal ref struct ForwardedEntries(StringValues fieldLines)
{
    private readonly StringValues _lines = fieldLines;
    private int _line = fieldLines.Count;
    private ReadOnlySpan<char> _rest;
    private bool _isInLine;

    public ReadOnlySpan<char> Current { get; private set; }

    public bool MoveNext()
    {
        if (!_isInLine)
        {
            if (_line == 0)
                return false;
            _rest = _lines[--_line];
            _isInLine = true;
        }
        var comma = _rest.LastIndexOf(',');
        Current = _rest[(comma + 1)..].Trim(" \t");
        _isInLine = comma >= 0;
        _rest = _isInLine ? _rest[..comma] : default;
        return true;
    }
}
