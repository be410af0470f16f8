using System.Buffers.Text;

namespace PrivacyProxy.Redaction;

/// <summary>
/// A user agent down to its class: browser family, major version, operating system and kind of device. Every member of a
/// class is written as the same user agent, in the form that the browser itself sends today, so that device detection at
/// the vendor still recognises it. Model, build, patch level and the app around a web view are gone. A browser of no known
/// family keeps only the system. Robots are to be found before: afterwards they look like people.
/// </summary>
internal static class UserAgentClass
{
    private const int Longest = 2048;

    internal static bool TryCoarsen(ReadOnlySpan<byte> value, ByteBuffer output)
    {
        if (value.Length > Longest || !UserAgentSystems.TryRead(value, out var system))
            return false;
        var family = UserAgentFamilies.Read(value, system, out var major);
        UserAgentForms.Write(family, major, system, output);
        return true;
    }

    /// <summary>The number right behind <paramref name="product"/>; zero when there is none that a browser could have.</summary>
    internal static int MajorBehind(ReadOnlySpan<byte> userAgent, ReadOnlySpan<byte> product)
    {
        var at = userAgent.IndexOf(product);
        if (at < 0)
            return 0;
        var rest = userAgent[(at + product.Length)..];
        return Utf8Parser.TryParse(rest, out uint major, out _) && major is > 0 and < 1000 ? (int)major : 0;
    }
}
