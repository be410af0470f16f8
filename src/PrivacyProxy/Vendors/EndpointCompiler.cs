using PrivacyProxy.Redaction;
using PrivacyProxy.Replay;
using PrivacyProxy.Settings;

namespace PrivacyProxy.Vendors;

/// <summary>Turns a profile's endpoints, as one site uses them, into the table that requests are looked up in.</summary>
internal sealed class EndpointCompiler(VendorProfile profile, VendorSettings settings, RuleCompiler compiler)
{
    /// <summary>The endpoint whose paths the site lists, because only the site knows them.</summary>
    public const string LandingPage = "landing-page";

    public EndpointTable Compile()
    {
        var rules = compiler.CompileAll();
        var answers = VendorAnswer.All(profile.Answers);
        var table = new List<(string, Endpoint)>();
        foreach (var written in profile.Endpoints)
        {
            var endpoint = new Endpoint
            {
                Name = written.Name,
                Kind = Kind(written),
                Methods = written.Methods,
                Query = Named(written.Query),
                Form = Named(written.Form),
                Json = Named(written.Json),
                QueryWithoutConsent = WithoutIdentifying(written.Query),
                FormWithoutConsent = WithoutIdentifying(written.Form),
                Replay = written.Replay is { } replay ? new ReplayFormat(new(replay.Recorder), new(replay.Gzip), new(replay.Plain)) : null,
                TakesLines = written.JsonLines,
                PayloadNeeded = written.PayloadNeeded,
                SendsAuthorization = written.Authorization,
                NeedsConsent = settings.WithoutConsent.All(w => w.Endpoint != written.Name),
                Answer = written.Answer is { } answer ? answers[answer] : VendorAnswer.NoContent,
            };
            var paths = written.Name == LandingPage ? written.Paths.Concat(settings.Pages) : written.Paths;
            table.AddRange(paths.Select(p => (p, endpoint)));

            RuleSet? WithoutIdentifying(string? name) =>
                name is null || written.Identifying.Count == 0 ? null : compiler.WithoutIdentifying(name, written.Identifying);
        }

        return new EndpointTable(table, settings.Routes, profile.TwinPrefix);

        RuleSet? Named(string? name) => name is null ? null : rules[name];
    }

    private EndpointKind Kind(EndpointProfile endpoint) => Enum.Parse<EndpointKind>(endpoint.Kind, ignoreCase: true) switch
    {
        EndpointKind.Replay => settings.SessionReplay == SessionReplay.Mask ? EndpointKind.Event : EndpointKind.Refuse,
        var kind => kind,
    };
}
