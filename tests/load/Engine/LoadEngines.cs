namespace PrivacyProxy.Load.Engine;

/// <summary>The engine of this build.</summary>
internal static class LoadEngines
{
    public static ILoadEngine Create() => new BuiltInEngine();
}
