namespace PrivacyProxy.Settings;

/// <summary>
/// What the proxy reads at most of one request. What exceeds a limit is answered 413, counted, and not forwarded.
/// The limits hold before and after each unwrapping, so a compressed bomb stops growing where it passes them.
/// </summary>
public sealed record LimitSettings
{
    /// <summary>Bytes of a body, as sent and after each unwrapping (decompression, base64). Default 1048576 (1 MiB).</summary>
    public int BodyBytes { get; init; } = 1024 * 1024;

    /// <summary>Levels of nested objects and arrays in JSON, wrapped documents included. Default 64.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Members of all objects and parameters of query and form together, per document; of a session replay, per object. Default 10000.</summary>
    public int Parameters { get; init; } = 10_000;

    /// <summary>Bytes of a session replay's batch, as sent and decompressed, in place of <see cref="BodyBytes"/>. Default 8388608 (8 MiB).</summary>
    public int ReplayBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Levels in the JSON of a session replay, in place of <see cref="Depth"/>: an element inside of another takes two. Default 256.</summary>
    public int ReplayDepth { get; init; } = 256;
}
