namespace PrivacyProxy.Redaction;

internal enum UserAgentSystem : byte
{
    Windows,
    MacOs,
    Linux,
    AndroidPhone,
    AndroidTablet,
    IPhone,
    IPad,
}

/// <summary>Which operating system and kind of device a user agent names.</summary>
internal static class UserAgentSystems
{
    internal static bool TryRead(ReadOnlySpan<byte> userAgent, out UserAgentSystem system)
    {
        // The order matters: Windows phones also say Android, iPhones also say Mac OS X, Android also says Linux.
        if (userAgent.IndexOf("Windows"u8) >= 0)
            system = UserAgentSystem.Windows;
        else if (userAgent.IndexOf("iPad"u8) >= 0)
            system = UserAgentSystem.IPad;
        else if (userAgent.IndexOf("iPhone"u8) >= 0 || userAgent.IndexOf("iPod"u8) >= 0)
            system = UserAgentSystem.IPhone;
        else if (userAgent.IndexOf("Android"u8) >= 0)
            system = userAgent.IndexOf("Mobile"u8) >= 0 ? UserAgentSystem.AndroidPhone : UserAgentSystem.AndroidTablet;
        else if (userAgent.IndexOf("Macintosh"u8) >= 0 || userAgent.IndexOf("Mac OS X"u8) >= 0)
            system = UserAgentSystem.MacOs;
        else if (userAgent.IndexOf("Linux"u8) >= 0 || userAgent.IndexOf("X11"u8) >= 0)
            system = UserAgentSystem.Linux;
        else
        {
            system = default;
            return false;
        }
        return true;
    }

    /// <summary>What stands between the parentheses, in the form that Chrome and Safari send.</summary>
    internal static ReadOnlySpan<byte> Name(UserAgentSystem system) => system switch
    {
        UserAgentSystem.Windows => "Windows NT 10.0; Win64; x64"u8,
        UserAgentSystem.MacOs => "Macintosh; Intel Mac OS X 10_15_7"u8,
        UserAgentSystem.Linux => "X11; Linux x86_64"u8,
        UserAgentSystem.AndroidPhone or UserAgentSystem.AndroidTablet => "Linux; Android 10; K"u8,
        UserAgentSystem.IPad => "iPad; CPU OS 17_0 like Mac OS X"u8,
        _ => "iPhone; CPU iPhone OS 17_0 like Mac OS X"u8,
    };

    internal static bool IsApple(UserAgentSystem system) => system is UserAgentSystem.IPhone or UserAgentSystem.IPad;
}
