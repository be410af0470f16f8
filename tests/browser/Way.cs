using PrivacyProxy.BrowserTests.Browsing;
using Xunit;

namespace PrivacyProxy.BrowserTests;

/// <summary>How the SDK sends, where to, and whether the visitor agreed.</summary>
public sealed record Way(PayloadFormat Format, bool Batches, Layout Layout, bool Consents = true)
{
    internal static IEnumerable<Way> All =>
        from format in Enum.GetValues<PayloadFormat>()
        from batches in new[] { false, true }
        from layout in Enum.GetValues<Layout>()
        select new Way(format, batches, layout);

    /// <summary>All ways, as rows for theories.</summary>
    public static TheoryData<PayloadFormat, bool, Layout> Rows
    {
        get
        {
            var rows = new TheoryData<PayloadFormat, bool, Layout>();
            foreach (var way in All)
                rows.Add(way.Format, way.Batches, way.Layout);
            return rows;
        }
    }
}
