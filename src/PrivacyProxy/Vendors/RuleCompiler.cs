using System.Text;
using PrivacyProxy.Redaction;
using PrivacyProxy.Settings;

namespace PrivacyProxy.Vendors;

/// <summary>
/// Turns the rules of a profile, tightened or loosened by a site, into rule sets with frozen look-ups. Written rules have
/// been checked by <see cref="ProfileCheck"/> before.
/// </summary>
internal sealed class RuleCompiler(VendorProfile profile, VendorSettings settings, bool strict)
{
    private readonly Dictionary<string, RuleSet> _compiled = [];
    private readonly List<(FieldRule Rule, string Inner)> _unlinked = [];

    /// <summary>All rule sets of the profile, by name.</summary>
    public IReadOnlyDictionary<string, RuleSet> CompileAll()
    {
        foreach (var (name, written) in profile.Rules)
            _compiled[name] = Compile(name, written, []);
        Link();
        return _compiled;
    }

    /// <summary>Rules that stand alone, such as those of headers, by name.</summary>
    public IReadOnlyList<KeyValuePair<string, FieldRule>> CompileAlone(IReadOnlyDictionary<string, string> written)
    {
        var rules = written.Select(w => new KeyValuePair<string, FieldRule>(w.Key, Rule(RuleText.ForPreset(w.Value, strict)))).ToList();
        Link();
        return rules;
    }

    /// <summary>The rule set less what identifies the visitor, for pages that are opened without consent.</summary>
    public RuleSet WithoutIdentifying(string name, IReadOnlyList<string> identifying)
    {
        var set = Compile(name, profile.Rules[name], identifying);
        Link();
        return set;
    }

    /// <summary>The rules of one set as they hold for this site: path to rule text.</summary>
    public Dictionary<string, string> Effective(string name)
    {
        // Names match whatever their case, so a site's word of a name takes the place of the profile's, however it is spelled.
        var fields = profile.Rules[name].Fields.ToDictionary(f => f.Key, f => RuleText.ForPreset(f.Value, strict), StringComparer.OrdinalIgnoreCase);
        if (settings.SessionReplay == SessionReplay.Mask)
        {
            foreach (var (field, text) in profile.Rules[name].WithReplay)
                fields[field] = RuleText.ForPreset(text, strict);
        }

        foreach (var field in settings.Pseudonymise)
            Everywhere(fields, field, "pseudonymise");
        foreach (var field in settings.Remove)
            Everywhere(fields, field, "remove");
        foreach (var change in settings.Overrides.Where(o => o.Rules == name))
            Write(fields, change.Field!, change.Rule!);
        return fields;
    }

    /// <summary>
    /// "Wherever it stands" includes the places that the profile names: there, its own word would go before <c>**.name</c>.
    /// What it removes stays removed.
    /// </summary>
    private static void Everywhere(Dictionary<string, string> fields, string field, string rule)
    {
        foreach (var path in fields.Keys.Where(p => p.EndsWith('.' + field, StringComparison.OrdinalIgnoreCase) || p.Equals(field, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            if (fields[path] != "remove")
                fields[path] = rule;
        }

        Write(fields, "**." + field, rule);
    }

    /// <summary>In the site's spelling: a rule that lets through holds for that alone.</summary>
    private static void Write(Dictionary<string, string> fields, string path, string rule)
    {
        fields.Remove(path);
        fields[path] = rule;
    }

    /// <summary>What holds for fields without a rule.</summary>
    public string Otherwise(string name)
    {
        var written = profile.Rules[name].Otherwise;
        return strict && written == "scan" ? "remove" : written;
    }

    // Rule sets refer to each other, so the references are set when all are there.
    private void Link()
    {
        foreach (var (rule, inner) in _unlinked)
            rule.Inner = _compiled[inner];
        _unlinked.Clear();
    }

    private RuleSet Compile(string name, RuleSetProfile written, IReadOnlyList<string> removed)
    {
        var fields = Effective(name);
        foreach (var field in removed)
            fields[field] = "remove";
        var root = new Draft();
        var anywhere = new List<KeyValuePair<string, FieldRule>>();
        foreach (var (path, text) in fields)
        {
            var rule = Rule(text);
            if (path.StartsWith("**.", StringComparison.Ordinal))
                anywhere.Add(new(path[3..], rule));
            else
                root.At(path).Rule = rule;
        }

        foreach (var (path, members) in written.Place)
        {
            root.At(path).Insertions.AddRange(members.Select(m =>
                new Insertion(Encoding.UTF8.GetBytes('"' + m.Key + '"'), Enum.Parse<PlacePart>(m.Value, ignoreCase: true))));
        }

        return new RuleSet
        {
            Name = name,
            Otherwise = Rule(Otherwise(name)),
            Root = root.Freeze(),
            Anywhere = new NameTable<FieldRule>(anywhere),
            Set = [.. written.Set.Select(s => KeyValuePair.Create(Encoding.UTF8.GetBytes(s.Key), Encoding.UTF8.GetBytes(s.Value)))],
        };
    }

    private FieldRule Rule(string text)
    {
        var rule = RuleText.Parse(text, out var inner)
            ?? throw new InvalidOperationException("The rules were compiled before they were checked.");
        if (inner is not null)
            _unlinked.Add((rule, inner));
        return rule;
    }

    /// <summary>A node while the paths are still being added.</summary>
    private sealed class Draft
    {
        private readonly Dictionary<string, Draft> _children = new(StringComparer.OrdinalIgnoreCase);

        public FieldRule? Rule { get; set; }

        public List<Insertion> Insertions { get; } = [];

        public Draft At(string path)
        {
            var node = this;
            if (path.Length == 0)
                return node;
            foreach (var segment in path.Split('.'))
            {
                if (!node._children.TryGetValue(segment, out var child))
                    node._children[segment] = child = new Draft();
                node = child;
            }

            return node;
        }

        public RuleNode Freeze() => new()
        {
            Rule = Rule,
            Insertions = Insertions,
            AnyChild = _children.TryGetValue("*", out var any) ? any.Freeze() : null,
            Children = new NameTable<RuleNode>(
                [.. _children.Where(c => c.Key != "*").Select(c => new KeyValuePair<string, RuleNode>(c.Key, c.Value.Freeze()))]),
        };
    }
}
