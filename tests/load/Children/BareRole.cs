namespace PrivacyProxy.Load.Children;

/// <summary>
/// What is compared with: YARP with one route and one cluster, everything else as it comes. It logs nothing, since each
/// line would make the comparison kinder to the other side.
/// </summary>
internal static class BareRole
{
    public static Task<int> Run(string upstream)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ReverseProxy:Routes:all:ClusterId"] = "vendor",
            ["ReverseProxy:Routes:all:Match:Path"] = "{**path}",
            ["ReverseProxy:Clusters:vendor:Destinations:one:Address"] = upstream,
        });
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
        var app = builder.Build();
        app.MapReverseProxy();
        return ChildControl.Serve(app);
    }
}
