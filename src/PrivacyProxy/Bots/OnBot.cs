namespace PrivacyProxy.Bots;

/// <summary>What happens to a request that a program made.</summary>
public enum OnBot
{
    /// <summary>The vendor hears nothing; the program gets the vendor's usual answer. Written <c>drop</c>.</summary>
    Drop,

    /// <summary>The request goes on like a visitor's and is only counted. Written <c>pass</c>.</summary>
    Pass,
}
