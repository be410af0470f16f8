using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Settings;

/// <summary>The environment belongs to the whole process, so this runs while nothing else does.</summary>
[CollectionDefinition(nameof(EnvironmentTests), DisableParallelization = true)]
[Collection(nameof(EnvironmentTests))]
public sealed class EnvironmentTests
{
    private const string Variable = "PrivacyProxy__Limits__BodyBytes";

    [Fact]
    public async Task A_variable_overrides_the_settings_file()
    {
        var directory = Directory.CreateTempSubdirectory("environment-");
        try
        {
            await using var vendor = await RecordingVendor.Start();
            var file = Path.Combine(directory.FullName, "proxy.json");
            await File.WriteAllTextAsync(file, ProxyUnderTest.DefaultSettings
                .Replace("VENDOR", vendor.Url, StringComparison.Ordinal)
                .Replace("\"Bots\":", "\"Limits\": { \"BodyBytes\": 4096 }, \"Bots\":", StringComparison.Ordinal));
            Environment.SetEnvironmentVariable(Variable, "1024");
            await using var proxy = await ProxyUnderTest.StartFromFile(file, directory.FullName + "/none", vendor);
            Assert.Equal(200, (await proxy.Send(Wire.Post("/mp/track", Wire.Json, Wire.Event.PadRight(1024)))).Status);
            Assert.Equal(413, (await proxy.Send(Wire.Post("/mp/track", Wire.Json, Wire.Event.PadRight(1025)))).Status);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
            directory.Delete(recursive: true);
        }
    }
}
