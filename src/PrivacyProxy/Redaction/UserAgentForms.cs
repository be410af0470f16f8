using System.Buffers.Text;

namespace PrivacyProxy.Redaction;

/// <summary>The one user agent that stands for each class.</summary>
internal static class UserAgentForms
{
    // Opera and Samsung Internet number their versions apart from the Chrome inside, which must not depend on the visitor.
    private const int ChromeInside = 126;

    internal static void Write(UserAgentFamily family, int major, UserAgentSystem system, ByteBuffer output)
    {
        output.Append("Mozilla/5.0 ("u8);
        if (family == UserAgentFamily.Other)
        {
            output.Append(UserAgentSystems.Name(system));
            output.Append(")"u8);
        }
        else if (UserAgentSystems.IsApple(system))
        {
            WriteApple(family, major, system, output);
        }
        else if (family == UserAgentFamily.Firefox)
        {
            WriteFirefox(major, system, output);
        }
        else if (family == UserAgentFamily.Safari)
        {
            output.Append(UserAgentSystems.Name(system));
            Write(") AppleWebKit/605.1.15 (KHTML, like Gecko) Version/"u8, major, ".0 Safari/605.1.15"u8, output);
        }
        else
        {
            WriteChromium(family, major, system, output);
        }
    }

    private static void WriteChromium(UserAgentFamily family, int major, UserAgentSystem system, ByteBuffer output)
    {
        output.Append(UserAgentSystems.Name(system));
        output.Append(") AppleWebKit/537.36 (KHTML, like Gecko) "u8);
        if (family == UserAgentFamily.SamsungInternet)
            Write("SamsungBrowser/"u8, major, ".0 "u8, output);
        var chrome = family is UserAgentFamily.Chrome or UserAgentFamily.Edge ? major : ChromeInside;
        Write("Chrome/"u8, chrome, ".0.0.0 "u8, output);
        output.Append(system == UserAgentSystem.AndroidPhone ? "Mobile Safari/537.36"u8 : "Safari/537.36"u8);
        var isAndroid = system is UserAgentSystem.AndroidPhone or UserAgentSystem.AndroidTablet;
        if (family == UserAgentFamily.Edge)
            Write(isAndroid ? " EdgA/"u8 : " Edg/"u8, major, ".0.0.0"u8, output);
        else if (family == UserAgentFamily.Opera)
            Write(" OPR/"u8, major, ".0.0.0"u8, output);
    }

    private static void WriteFirefox(int major, UserAgentSystem system, ByteBuffer output)
    {
        output.Append(system switch
        {
            UserAgentSystem.MacOs => "Macintosh; Intel Mac OS X 10.15"u8,
            UserAgentSystem.AndroidPhone => "Android 10; Mobile"u8,
            UserAgentSystem.AndroidTablet => "Android 10; Tablet"u8,
            _ => UserAgentSystems.Name(system),
        });
        Write("; rv:"u8, major, ".0) Gecko/"u8, output);
        if (system is UserAgentSystem.AndroidPhone or UserAgentSystem.AndroidTablet)
            Write(""u8, major, ".0"u8, output);
        else
            output.Append("20100101"u8);
        Write(" Firefox/"u8, major, ".0"u8, output);
    }

    private static void WriteApple(UserAgentFamily family, int major, UserAgentSystem system, ByteBuffer output)
    {
        // Here Safari's version is the system's version: they are written as one class.
        if (family == UserAgentFamily.Safari)
            Write(system == UserAgentSystem.IPad ? "iPad; CPU OS "u8 : "iPhone; CPU iPhone OS "u8, major, "_0 like Mac OS X"u8, output);
        else
            output.Append(UserAgentSystems.Name(system));
        output.Append(") AppleWebKit/605.1.15 (KHTML, like Gecko) "u8);
        switch (family)
        {
            case UserAgentFamily.Edge:
                Write("Version/17.0 EdgiOS/"u8, major, ".0.0.0 Mobile/15E148 Safari/605.1.15"u8, output);
                break;
            case UserAgentFamily.Firefox:
                Write("FxiOS/"u8, major, ".0 Mobile/15E148 Safari/605.1.15"u8, output);
                break;
            case UserAgentFamily.Opera:
                Write("Version/17.0 Mobile/15E148 Safari/604.1 OPT/"u8, major, ".0.0"u8, output);
                break;
            case UserAgentFamily.Safari:
                Write("Version/"u8, major, ".0 Mobile/15E148 Safari/604.1"u8, output);
                break;
            default:
                Write("CriOS/"u8, major, ".0.0.0 Mobile/15E148 Safari/604.1"u8, output);
                break;
        }
    }

    private static void Write(ReadOnlySpan<byte> before, int major, ReadOnlySpan<byte> after, ByteBuffer output)
    {
        output.Append(before);
        Utf8Formatter.TryFormat(major, output.GetSpan(8), out var written);
        output.Advance(written);
        output.Append(after);
    }
}
