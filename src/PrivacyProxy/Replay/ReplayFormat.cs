using System.Text;

namespace PrivacyProxy.Replay;

/// <summary>How a vendor's recorder says, in the query, who it is and how it wrote the body.</summary>
/// <param name="Recorder">The parameter with which the recorder whose events can be masked names itself.</param>
/// <param name="Gzip">The parameter that says: the body is compressed.</param>
/// <param name="Plain">The parameter that says: the body is JSON.</param>
internal sealed record ReplayFormat(QueryMark Recorder, QueryMark Gzip, QueryMark Plain);

/// <summary>A parameter with a value: <c>format=gzip</c>.</summary>
internal sealed class QueryMark(string written)
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(written[..written.IndexOf('=', StringComparison.Ordinal)]);
    private readonly byte[] _value = Encoding.UTF8.GetBytes(written[(written.IndexOf('=', StringComparison.Ordinal) + 1)..]);

    /// <summary>
    /// True when the query, as it leaves, has the parameter once and with this value. One that stands twice, or as a list,
    /// could be read as either.
    /// </summary>
    public bool IsIn(ReadOnlySpan<byte> query)
    {
        var found = 0;
        var isEqual = false;
        foreach (var range in query.Split((byte)'&'))
        {
            var parameter = query[range];
            var end = parameter.IndexOf((byte)'=');
            var name = end < 0 ? parameter : parameter[..end];
            if (!name.StartsWith(_name) || (name.Length > _name.Length && name[_name.Length] != (byte)'%'))
                continue;
            found++;
            isEqual = name.Length == _name.Length && end >= 0 && parameter[(end + 1)..].SequenceEqual(_value);
        }

        return found == 1 && isEqual;
    }
}
