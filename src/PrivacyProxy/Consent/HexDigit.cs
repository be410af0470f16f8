namespace PrivacyProxy.Consent;

/// <summary>The value of a character that was already found to be a hex digit.</summary>
internal static class HexDigit
{
    public static int Value(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
