using System.Globalization;

namespace PrivacyProxy.Load.Children;

/// <summary>
/// The child's end of the line to its parent: it says where it listens, answers questions, and ends when the parent
/// closes its input, also when the parent was killed.
/// </summary>
internal static class ChildControl
{
    public const string Ready = "ready ";
    public const string Answer = "answer ";
    public const string Allocated = "allocated";
    public const string Received = "received";

    /// <summary>Runs the server until the parent has gone. <paramref name="received"/> answers the vendor's question.</summary>
    public static async Task<int> Serve(WebApplication app, Func<string>? received = null)
    {
        await using (app)
        {
            await app.StartAsync();
            Console.WriteLine(Ready + app.Urls.First());
            while (await Console.In.ReadLineAsync() is { } question)
            {
                Console.WriteLine(Answer + question switch
                {
                    Allocated => GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture),
                    Received when received is not null => received(),
                    _ => "",
                });
            }
        }

        return 0;
    }
}
