using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PrivacyProxy.Settings;

namespace PrivacyProxy.Vendors;

/// <summary>The vendor profiles: those shipped with the program, and over them those beside the operator's configuration.</summary>
internal sealed class VendorCatalogue
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
    };

    private readonly Dictionary<string, VendorProfile> _profiles = new(StringComparer.Ordinal);

    /// <summary>Where the shipped profiles lie: beside the program.</summary>
    public static string ShippedDirectory => Path.Combine(AppContext.BaseDirectory, "config", "vendors");

    public IEnumerable<string> Names => _profiles.Keys.Order(StringComparer.Ordinal);

    public VendorProfile? Find(string name) => _profiles.GetValueOrDefault(name);

    /// <summary>Loads and checks every profile; broken ones are reported and left out.</summary>
    public static VendorCatalogue Load(IEnumerable<string> directories, SettingsProblems problems)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var directory in directories.Where(Directory.Exists))
        {
            foreach (var file in Directory.GetFiles(directory, "*.json"))
                files[Path.GetFileNameWithoutExtension(file)] = file;
        }

        var catalogue = new VendorCatalogue();
        foreach (var (name, file) in files)
        {
            if (Read(file, problems) is not { } profile)
                continue;
            var before = problems.All.Count;
            new ProfileCheck(file + " ", profile, problems).Run(name);
            if (problems.All.Count == before)
                catalogue._profiles[name] = profile;
        }

        return catalogue;
    }

    private static VendorProfile? Read(string file, SettingsProblems problems)
    {
        try
        {
            var json = File.ReadAllBytes(file).AsSpan();
            json = json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
            var profile = JsonSerializer.Deserialize<VendorProfile>(json, s_json);
            if (!HasNull(json))
                return profile;
            problems.Add(file, "null", "a value", "Leave the key out, or the entry of the list.");
        }
        catch (JsonException e)
        {
            problems.Add(file, e.Message, "a vendor profile in JSON", "Correct the place that is named; config/schema/vendor.schema.json lists the keys.");
        }

        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(file, e.GetType().Name, "a file that this process may read", "Check the file's permissions.");
        }

        return null;
    }

    // The serializer refuses null for properties only, not inside of lists and maps.
    private static bool HasNull(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Null)
                return true;
        }

        return false;
    }
}
