using Microsoft.Extensions.Primitives;

namespace PrivacyProxy.Consent;

/// <summary>
/// The cookies of a request, read from the raw <c>Cookie</c> field lines. The framework's own collection drops cookies with
/// quotes, commas or empty values, decodes percent escapes before the structure is known, and mixes names of different case.
/// Every copy of a cookie is yielded, in order. A part without a name or without <c>=</c> is no cookie and is skipped.
/// </summary>
internal readonly ref struct CookieLines(StringValues fieldLines)
{
    public Enumerator GetEnumerator() => new(fieldLines);

    internal ref struct Enumerator(StringValues fieldLines)
    {
        private readonly StringValues _lines = fieldLines;
        private int _nextLine;
        private ReadOnlySpan<char> _rest;
        private ReadOnlySpan<char> _name;
        private ReadOnlySpan<char> _value;

        public readonly CookiePair Current => new(_name, _value);

        public bool MoveNext()
        {
            while (true)
            {
                while (!_rest.IsEmpty)
                {
                    if (TakeCookie(TakePart()))
                        return true;
                }
                if (_nextLine >= _lines.Count)
                    return false;
                _rest = _lines[_nextLine++];
            }
        }

        private ReadOnlySpan<char> TakePart()
        {
            var end = _rest.IndexOf(';');
            var part = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            return part.Trim(" \t");
        }

        private bool TakeCookie(ReadOnlySpan<char> part)
        {
            var equals = part.IndexOf('=');
            if (equals < 1)
                return false;
            _name = part[..equals];
            _value = part[(equals + 1)..];
            return true;
        }
    }
}
