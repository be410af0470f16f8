using PrivacyProxy.Sites;

namespace PrivacyProxy.Settings;

/// <summary>The settings in force. Requests read the reference once; a reload replaces it.</summary>
internal sealed class LiveSettings(SiteDirectory first)
{
    private volatile SiteDirectory _current = first;

    public SiteDirectory Current => _current;

    public void Replace(SiteDirectory next) => _current = next;
}
