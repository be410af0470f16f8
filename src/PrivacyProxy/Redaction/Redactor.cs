using System.Collections.Concurrent;
using PrivacyProxy.Geo;
using PrivacyProxy.Pseudonyms;

namespace PrivacyProxy.Redaction;

/// <summary>
/// Judges the values of one request: which rule holds is found by the walkers (<see cref="JsonWalk"/>,
/// <see cref="ParameterWalk"/>, <see cref="MultipartWalk"/>), what the rule does to a value is done here.
/// </summary>
internal sealed partial class Redactor : IDisposable
{
    // One visitor is in one time zone; a document with hundreds of new ones was made to keep the disk busy.
    private const int MaximalZoneLookUps = 16;

    private static readonly ConcurrentBag<Redactor> s_idle = [];

    private readonly ValueMemo _valueMemo = new();
    private Pseudonymiser _pseudonyms = null!;
    private bool _isMemoTaken;
    private int _membersLeft;
    private int _wrappings;
    private int _zoneLookUps;

    private Redactor()
    {
    }

    public RedactionPolicy Policy { get; private set; } = null!;

    public Place Place { get; private set; } = Place.Unknown;

    public ChangeLog? Log { get; private set; }

    /// <summary>The host that was called, for sites on any host: a URL there is the site's own. Empty for all others.</summary>
    public ReadOnlyMemory<byte> CalledHost { get; private set; }

    /// <summary>False on a page that is opened without consent: parameters inside of URLs that tell who opens it stay here.</summary>
    public bool HasConsent { get; private set; }

    /// <summary>Set when a value could not be read; the caller forwards nothing then.</summary>
    public Fault Fault { get; set; }

    /// <summary>How many objects and arrays are open, in all documents inside of each other.</summary>
    public int Depth { get; set; }

    /// <summary>The names of the members of all open objects.</summary>
    public MemberNames Names { get; } = new();

    public LentBuffers Buffers { get; } = new();

    /// <summary>
    /// A redactor for one request, to be disposed with it. It served others before: its tables and buffers are dear to make.
    /// </summary>
    public static Redactor Begin(
        RedactionPolicy policy, Pseudonymiser pseudonyms, Place place, ChangeLog? log, bool hasConsent = true, ReadOnlyMemory<byte> calledHost = default)
    {
        if (!s_idle.TryTake(out var redactor))
            redactor = new Redactor();
        (redactor.Policy, redactor._pseudonyms, redactor.Place, redactor.Log) = (policy, pseudonyms, place, log);
        (redactor.HasConsent, redactor.CalledHost) = (hasConsent, calledHost);
        (redactor._zoneLookUps, redactor._membersLeft) = (MaximalZoneLookUps, policy.Limits.Parameters);
        return redactor;
    }

    /// <summary>Forgets the request.</summary>
    public void Dispose()
    {
        // Whoever came too late finds no policy.
        if (Policy is null)
            return;
        (Policy, _pseudonyms, Place, Log, CalledHost) = (null!, null!, Place.Unknown, null, default);
        (HasConsent, Fault, Depth, HasPayload, IsPayloadEmptied) = (false, Fault.None, 0, false, false);
        if (_isMemoTaken)
            ReturnMemo(_valueMemo);
        _wrappings = 0;
        Names.Leave(default);
        Buffers.Wipe();
        s_idle.Add(this);
    }

    /// <summary>The memo, for a document that is not inside of another one, and when nobody listens to each change.</summary>
    public ValueMemo? TakeMemo()
    {
        if (_isMemoTaken || Log is not null)
            return null;
        _isMemoTaken = true;
        return _valueMemo;
    }

    public void ReturnMemo(ValueMemo? memo)
    {
        if (memo is null)
            return;
        memo.Clear();
        _isMemoTaken = false;
    }

    /// <summary>
    /// Notes that a payload (a field that is opened) was met. Two of them, in query and body or twice in one, are
    /// ambiguous: nobody knows which one the vendor reads.
    /// </summary>
    /// <param name="name">Its name. In a list (<c>data[]</c>) it stands as often as the list is long.</param>
    public bool MeetPayload(ReadOnlySpan<byte> name = default)
    {
        if (!HasPayload && !name.Contains((byte)'['))
            return HasPayload = true;
        Fault = Fault.Ambiguous;
        return false;
    }

    /// <summary>True when the request carried its payload.</summary>
    public bool HasPayload { get; private set; }

    /// <summary>True when the payload was met and nothing of it may leave.</summary>
    public bool IsPayloadEmptied { get; private set; }

    /// <summary>Counts a member or parameter. False when the limit is passed.</summary>
    public bool CountMember()
    {
        if (--_membersLeft >= 0)
            return true;
        Fault = Fault.TooLarge;
        return false;
    }
}
