namespace PrivacyProxy.Redaction;

/// <summary>
/// The rules of a field for the parameters of its URLs, as a value type: who cleans many URLs needs no delegate for each.
/// </summary>
internal interface IParameterRules
{
    /// <summary>
    /// Asked first for every parameter. True keeps the parameter with the value that was appended to
    /// <paramref name="decodedOutput"/> (the cleaner escapes it); false leaves the parameter to the default.
    /// </summary>
    bool TryWrite(ReadOnlySpan<byte> decodedName, ReadOnlySpan<byte> decodedValue, ByteBuffer decodedOutput);
}

/// <summary>For fields without rules of their own.</summary>
internal readonly struct NoParameterRules : IParameterRules
{
    public bool TryWrite(ReadOnlySpan<byte> decodedName, ReadOnlySpan<byte> decodedValue, ByteBuffer decodedOutput) => false;
}
