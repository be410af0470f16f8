namespace PrivacyProxy.Redaction;

internal enum UserAgentFamily : byte
{
    Other,
    Chrome,
    Edge,
    Firefox,
    Safari,
    Opera,
    SamsungInternet,
}

/// <summary>Which browser family a user agent belongs to, and its major version.</summary>
internal static class UserAgentFamilies
{
    internal static UserAgentFamily Read(ReadOnlySpan<byte> userAgent, UserAgentSystem system, out int major)
    {
        // Browsers built on Chrome name Chrome, and all of them name Safari: the most special name comes first.
        if (TryAny(userAgent, "Edg/"u8, "EdgA/"u8, "EdgiOS/"u8, "Edge/"u8, out major))
            return UserAgentFamily.Edge;
        if (TryAny(userAgent, "OPR/"u8, "OPiOS/"u8, "OPX/"u8, "OPT/"u8, out major))
            return UserAgentFamily.Opera;
        if ((major = UserAgentClass.MajorBehind(userAgent, "SamsungBrowser/"u8)) > 0)
            return UserAgentSystems.IsApple(system) ? UserAgentFamily.Other : UserAgentFamily.SamsungInternet;
        if (TryAny(userAgent, "Firefox/"u8, "FxiOS/"u8, "Focus/"u8, "Klar/"u8, out major))
            return UserAgentFamily.Firefox;
        if (TryAny(userAgent, "CriOS/"u8, "Chrome/"u8, "Chromium/"u8, "HeadlessChrome/"u8, out major))
            return UserAgentFamily.Chrome;
        return TrySafari(userAgent, system, out major) ? UserAgentFamily.Safari : UserAgentFamily.Other;
    }

    // A web view on an iPhone has no Version/, but Safari's version is the system's.
    private static bool TrySafari(ReadOnlySpan<byte> userAgent, UserAgentSystem system, out int major)
    {
        major = 0;
        if (userAgent.IndexOf("AppleWebKit/"u8) < 0)
            return false;
        if (!UserAgentSystems.IsApple(system) && system != UserAgentSystem.MacOs)
            return false;
        major = UserAgentClass.MajorBehind(userAgent, "Version/"u8);
        if (major == 0 && UserAgentSystems.IsApple(system))
            major = UserAgentClass.MajorBehind(userAgent, " OS "u8);
        return major > 0;
    }

    private static bool TryAny(
        ReadOnlySpan<byte> userAgent, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c, ReadOnlySpan<byte> d, out int major)
    {
        major = UserAgentClass.MajorBehind(userAgent, a);
        if (major == 0)
            major = UserAgentClass.MajorBehind(userAgent, b);
        if (major == 0)
            major = UserAgentClass.MajorBehind(userAgent, c);
        if (major == 0)
            major = UserAgentClass.MajorBehind(userAgent, d);
        return major > 0;
    }
}
