using Microsoft.Extensions.Primitives;
using PrivacyProxy.Consent;
using Xunit;

namespace PrivacyProxy.Tests.Consent;

public sealed class ConsentVectorTests
{
    public static TheoryData<int> Ids => [.. ConsentVector.All.Select(vector => vector.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_vector_is_read_as_recorded(int id)
    {
        var vector = ConsentVector.All.Single(vector => vector.Id == id);
        // The vectors assume a site where the signal denies marketing only.
        var gpc = new GlobalPrivacyControl(new GpcSettings { Denies = ["marketing"] });

        var decision = gpc.Apply(vector.Reader().Read(vector.Lines("Cookie")), vector.Lines("Sec-GPC"));

        Assert.True(decision == vector.Wanted, $"{vector} is read as {decision}");
    }

    [Fact]
    public void No_prefix_of_a_vectors_header_grants_more_than_the_whole()
    {
        // A later copy of the cookie that would refuse is lost with the cut: that cannot be seen by any reader.
        int[] twoCopies = [386, 387];
        foreach (var vector in ConsentVector.All.Where(vector => !twoCopies.Contains(vector.Id)))
        {
            var reader = vector.Reader();
            var line = vector.Lines("Cookie").ToString();
            for (var length = 0; length < line.Length; length++)
            {
                var cut = reader.Read(line[..length]);
                Assert.False(cut.Analytics > vector.Wanted.Analytics && cut.Analytics == ConsentState.Granted, $"{vector} cut at {length}");
                Assert.False(cut.Marketing > vector.Wanted.Marketing && cut.Marketing == ConsentState.Granted, $"{vector} cut at {length}");
            }
        }
    }

    [Fact]
    public void Two_cookies_of_one_platform_combine_to_the_stricter_in_either_order()
    {
        foreach (var platform in ConsentVector.All.Where(vector => vector.Lines("Cookie").Count > 0).GroupBy(vector => vector.Cmp))
        {
            foreach (var a in platform)
            {
                foreach (var b in platform.Where(b => b.Id is not 390 && a.Id is not 390))
                {
                    var wanted = ConsentDecision.MostRestrictive(a.Wanted, b.Wanted);
                    var (first, second) = (a.Lines("Cookie").ToString(), b.Lines("Cookie").ToString());
                    Assert.Equal(wanted, a.Reader().Read(first + "; " + second));
                    Assert.Equal(wanted, a.Reader().Read(second + ";" + first));
                    Assert.Equal(wanted, a.Reader().Read(new StringValues([first, second])));
                }
            }
        }
    }
}
