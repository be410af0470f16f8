namespace PrivacyProxy.Settings;

/// <summary>A secret of the operator. It can be compared and used, but not printed: its text form is <c>***</c>.</summary>
public sealed class SecretText(string value)
{
    /// <summary>The secret itself; for the code that uses it, never for a message.</summary>
    internal string Reveal() => value;

    /// <inheritdoc/>
    public override string ToString() => "***";
}
