namespace PrivacyProxy.Load.Children;

/// <summary>The least vendor: reads the request and answers 200 with the text 1. It keeps a count and the last body.</summary>
internal static class VendorRole
{
    private static readonly byte[] s_one = [(byte)'1'];

    private static long s_received;
    private static byte[] s_lastBody = [];

    public static Task<int> Run()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(Answer);
        return ChildControl.Serve(app, Received);
    }

    private static async Task Answer(HttpContext http)
    {
        var body = new byte[http.Request.ContentLength ?? 0];
        await http.Request.Body.ReadExactlyAsync(body);
        s_lastBody = body;
        Interlocked.Increment(ref s_received);
        http.Response.ContentType = "text/plain";
        http.Response.ContentLength = s_one.Length;
        await http.Response.Body.WriteAsync(s_one);
    }

    /// <summary>How many requests came since the last question, and the last one's body.</summary>
    private static string Received() => $"{Interlocked.Exchange(ref s_received, 0)} {Convert.ToBase64String(s_lastBody)}";
}
