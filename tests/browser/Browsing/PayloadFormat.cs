namespace PrivacyProxy.BrowserTests.Browsing;

/// <summary>The SDK's option <c>api_payload_format</c>.</summary>
public enum PayloadFormat
{
    /// <summary>JSON in a form field.</summary>
    Json,

    /// <summary>base64 of JSON in a form field: the SDK's default behind a host of the site's own.</summary>
    Base64,
}
