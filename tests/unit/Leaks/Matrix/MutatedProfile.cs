using System.Text.Json;
using System.Text.Json.Nodes;
using PrivacyProxy.Tests.Support;
using PrivacyProxy.Vendors;

namespace PrivacyProxy.Tests.Leaks.Matrix;

/// <summary>A copy of a shipped profile with one thing loosened, to see whether the matrix notices.</summary>
internal static class MutatedProfile
{
    private static readonly JsonDocumentOptions s_withComments = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static PipelineInProcess Run(string vendor, Action<JsonNode> loosen)
    {
        var profile = JsonNode.Parse(File.ReadAllText(Path.Combine(VendorCatalogue.ShippedDirectory, vendor + ".json")), documentOptions: s_withComments)!;
        loosen(profile);
        var directory = Directory.CreateTempSubdirectory("privacyproxy-profile-");
        try
        {
            File.WriteAllText(Path.Combine(directory.FullName, vendor + ".json"), profile.ToJsonString());
            return PipelineInProcess.With(directory.FullName);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
