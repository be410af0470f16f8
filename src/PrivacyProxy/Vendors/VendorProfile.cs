namespace PrivacyProxy.Vendors;

/// <summary>
/// What a vendor's requests look like and what becomes of each field: one file <c>config/vendors/NAME.json</c>. Adding a
/// vendor is adding such a file; see docs/adding-a-vendor.md.
/// </summary>
public sealed record VendorProfile
{
    /// <summary>The schema, for editors; not read.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>The vendor's name, equal to the file's. Needed.</summary>
    public string Vendor { get; init; } = "";

    /// <summary>How people call it. Default: <see cref="Vendor"/>.</summary>
    public string? Title { get; init; }

    /// <summary>The purpose that the visitor must have agreed to: <c>analytics</c> or <c>marketing</c>. Needed.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>The base URL of the vendor's scripts, if it is another than the site's upstream. Default: none.</summary>
    public string? ScriptUpstream { get; init; }

    /// <summary>The one header in which the vendor reads the visitor's address. Default: none, no address is sent.</summary>
    public string? AddressHeader { get; init; }

    /// <summary>A path prefix that names the same routes, such as Mautic's <c>/index.php</c>. Default: none.</summary>
    public string? TwinPrefix { get; init; }

    /// <summary>Request headers that leave, each with its rule. Headers not listed don't leave. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Cookies that pass in both directions: <c>consent</c> (with the visitor's consent) or <c>page</c> (on pages that the
    /// visitor opens, whatever the consent). A name may end with <c>*</c>; <c>{hex32}</c> is any name of 32 hexadecimal
    /// digits, which the visitor keeps under the vendor's name, a dot and that name, so that no cookie of the site's own is
    /// taken for it. Cookies not listed pass in neither direction. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, string> Cookies { get; init; } = new Dictionary<string, string>();

    /// <summary>What can be called. Everything not listed is refused with 404. At least one is needed.</summary>
    public IReadOnlyList<EndpointProfile> Endpoints { get; init; } = [];

    /// <summary>The rule sets, by name.</summary>
    public IReadOnlyDictionary<string, RuleSetProfile> Rules { get; init; } = new Dictionary<string, RuleSetProfile>();

    /// <summary>The answers that the proxy gives itself, by name.</summary>
    public IReadOnlyDictionary<string, AnswerProfile> Answers { get; init; } = new Dictionary<string, AnswerProfile>();
}

/// <summary>One thing that can be called at the vendor.</summary>
public sealed record EndpointProfile
{
    /// <summary>A name, unique in the profile: <c>track</c>. Needed.</summary>
    public string Name { get; init; } = "";

    /// <summary>
    /// The path at the vendor: <c>/track</c>, <c>/r/{id}</c> (a braced segment is any one segment), <c>/libs/*</c> (a
    /// final star is any rest). A trailing slash makes no difference. Several paths may be given. Needed, but for the
    /// endpoint <c>landing-page</c>, whose paths are the site's <c>Pages</c>.
    /// </summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The methods that are let through: <c>GET</c>, <c>HEAD</c>, <c>POST</c>. OPTIONS is answered by the proxy. Needed unless refused.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>
    /// <c>event</c> (data about the visitor), <c>script</c> (code for the page), <c>page</c> (something the visitor
    /// opens or sends on purpose; passes without consent, but then without identifying parts), <c>replay</c> (session
    /// replays of rrweb: refused, or masked where the site's <c>SessionReplay</c> says so), <c>refuse</c>. Needed.
    /// </summary>
    public string Kind { get; init; } = "";

    /// <summary>The rule set of the query. Absent: no parameter leaves.</summary>
    public string? Query { get; init; }

    /// <summary>The rule set of a form body. Absent: a form is refused with 415.</summary>
    public string? Form { get; init; }

    /// <summary>The rule set of a JSON body. Absent: JSON is refused with 415.</summary>
    public string? Json { get; init; }

    /// <summary>How the recorder says what it sends. Needed for <c>replay</c>, and for no other kind.</summary>
    public ReplayProfile? Replay { get; init; }

    /// <summary>True if a body of <c>application/x-ndjson</c>, one JSON document a line, is taken too. Default: false.</summary>
    public bool JsonLines { get; init; }

    /// <summary>True if an event without its payload (a field with an <c>open</c> rule, or a JSON body) is unreadable. Default: false.</summary>
    public bool PayloadNeeded { get; init; }

    /// <summary>True if the <c>Authorization</c> header (Basic, the vendor's project token) leaves. Default: false.</summary>
    public bool Authorization { get; init; }

    /// <summary>Parameters of a page that tell who the visitor is; they leave with consent only. Default: none.</summary>
    public IReadOnlyList<string> Identifying { get; init; } = [];

    /// <summary>The answer when the request is dropped or refused by kind. Needed for all kinds but <c>page</c>.</summary>
    public string? Answer { get; init; }
}

/// <summary>
/// How a recorder describes a session replay in the query, each as <c>parameter=value</c>. The parameters must leave by
/// the rules of the endpoint's query.
/// </summary>
public sealed record ReplayProfile
{
    /// <summary>With which the recorder whose events can be masked names itself: <c>"mp_lib=web"</c>. All others are refused. Needed.</summary>
    public string Recorder { get; init; } = "";

    /// <summary>When the body is compressed: <c>"format=gzip"</c>. Needed.</summary>
    public string Gzip { get; init; } = "";

    /// <summary>When the body is JSON: <c>"format=body"</c>. Needed.</summary>
    public string Plain { get; init; } = "";
}

/// <summary>The rules of one kind of document.</summary>
public sealed record RuleSetProfile
{
    /// <summary>For fields without a rule: <c>scan</c>, <c>remove</c> or <c>keep</c>. With the preset <c>strict</c>,
    /// <c>scan</c> becomes <c>remove</c>. Default: <c>remove</c>.</summary>
    public string Otherwise { get; init; } = "remove";

    /// <summary>
    /// Field path to rule. A path is names joined by dots from the document's root (<c>properties.token</c>), <c>*</c> for
    /// any one name, or <c>**.name</c> for the name at any depth. Arrays don't count as a level.
    /// </summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Fields whose rule is another one where the site masks session replays: those that join events and recordings.
    /// Default: none.</summary>
    public IReadOnlyDictionary<string, string> WithReplay { get; init; } = new Dictionary<string, string>();

    /// <summary>Parameters with constant values that are always sent, whatever the sender wrote: <c>"ip": "0"</c>. Query and form only.</summary>
    public IReadOnlyDictionary<string, string> Set { get; init; } = new Dictionary<string, string>();

    /// <summary>Members that the proxy writes from its own geo look-up: path of an object to member to <c>country</c>,
    /// <c>region</c> or <c>city</c>. JSON only.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Place { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();
}

/// <summary>An answer that the proxy gives in the vendor's place.</summary>
public sealed record AnswerProfile
{
    /// <summary>The status code. Default: 200.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The media type. Absent: no body.</summary>
    public string? Type { get; init; }

    /// <summary>The body as text. Default: empty.</summary>
    public string? Text { get; init; }

    /// <summary>The body as base64, in place of <see cref="Text"/>. Default: none.</summary>
    public string? Base64 { get; init; }

    /// <summary>Another answer when a query parameter has a value: <c>"verbose=1"</c> to the answer's name. Default: none.</summary>
    public IReadOnlyDictionary<string, string> When { get; init; } = new Dictionary<string, string>();
}
