namespace PrivacyProxy.Load.Scenarios;

/// <summary>
/// A page view of about 1 KB as Mixpanel's browser SDK sends it, from a page that is not careful: the URL and two of the
/// site's own properties carry an e-mail address.
/// </summary>
internal static class MixpanelEvent
{
    public const string Email = "jane.doe@example.com";

    /// <param name="index">Makes the events of a batch differ.</param>
    public static string Json(int index) => $$$"""
        {"event":"Product viewed","properties":{"$os":"Linux","$browser":"Chrome","$browser_version":141,
        "$current_url":"https://www.shop.example/products/blue-shirt?utm_source=newsletter&utm_medium=email&email=jane.doe%40example.com&page={{{index}}}",
        "$screen_height":1080,"$screen_width":1920,"mp_lib":"web","$lib_version":"2.71.0","$insert_id":"k3j9x0v8q7w6e5r{{{index}}}",
        "time":17952822594{{{index:00}}},"distinct_id":"jane.doe@example.com","$device_id":"a69c2ed0-d013-40eb-9320-2dee22e46c29",
        "$user_id":"jane.doe@example.com","$initial_referrer":"https://www.search.example/results?q=blue+shirt",
        "$initial_referring_domain":"www.search.example","$referrer":"https://www.shop.example/products","current_page_title":"Blue shirt | Shop",
        "current_domain":"www.shop.example","current_url_path":"/products/blue-shirt","current_url_protocol":"https:",
        "utm_source":"newsletter","utm_medium":"email","utm_campaign":"spring sale","product":"Blue shirt","sku":"BS-1024-M","price":39.9,
        "currency":"EUR","quantity":1,"in_stock":true,"category":["clothing","shirts"],"newsletter":"jane.doe@example.com",
        "token":"b3b1e6c8d9f04a5e8c7d6b5a49382716"}}
        """.Replace("\n", "", StringComparison.Ordinal);

    public static string Batch(int count) => $"[{string.Join(',', Enumerable.Range(0, count).Select(Json))}]";
}
