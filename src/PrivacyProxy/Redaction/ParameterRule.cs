namespace PrivacyProxy.Redaction;

/// <summary>
/// A field's own rule for a URL parameter. Asked first for every parameter. True keeps the parameter with the value that was
/// written (decoded; the cleaner escapes it); false leaves the parameter to the default.
/// </summary>
internal delegate bool ParameterRule(ReadOnlySpan<byte> decodedName, ReadOnlySpan<byte> decodedValue, ByteBuffer decodedOutput);
