namespace PrivacyProxy.BrowserTests.Browsing;

/// <summary>Where the proxy stands, seen from the page.</summary>
public enum Layout
{
    /// <summary>Under a path of the page's own origin: no CORS, and all of the site's cookies and URLs come along.</summary>
    SameOrigin,

    /// <summary>On another port of the page's host: every call is cross-origin with credentials.</summary>
    CrossOrigin,
}
