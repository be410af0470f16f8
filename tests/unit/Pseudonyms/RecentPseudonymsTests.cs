using System.Text;
using PrivacyProxy.Pseudonyms;
using PrivacyProxy.Redaction;
using Xunit;

namespace PrivacyProxy.Tests.Pseudonyms;

/// <summary>What is remembered saves an HMAC. It must never give one visitor the pseudonym of another.</summary>
public sealed class RecentPseudonymsTests
{
    [Fact]
    public void Ids_that_are_alike_have_keys_of_their_own()
    {
        var keys = new HashSet<UInt128>();
        var ids = 0;
        for (var i = 0; i < 20_000; i++)
        {
            foreach (var id in (string[])[$"user{i}", $"{i}", $"jane.doe+{i}@a-rather-long-company-name.example", $"{i:x8}-0439-487b-abda-5669fbdfbab7",
                $"468d20a2-0439-487b-abda-5669{i:x8}", $"{new string('a', i % 90)}{i:x8}{new string('b', i % 7)}"])
            {
                ids++;
                keys.Add(RecentPseudonyms.KeyOf(7, Encoding.UTF8.GetBytes(id)));
            }
        }

        Assert.Equal(ids, keys.Count);
    }

    /// <summary>More ids than the table holds, by many at once, each asked for twice: from the table or made anew, they are the same.</summary>
    [Fact]
    public void Pseudonyms_are_the_same_whether_remembered_or_made()
    {
        var shop = new Pseudonymiser(new byte[32], 128);
        var club = new Pseudonymiser([.. Enumerable.Repeat((byte)1, 32)], 128);
        var first = Make();
        Assert.Equal(first, Make());
        Assert.Equal(first.Length, first.Distinct().Count());

        string[] Make()
        {
            var made = new string[40_000];
            Parallel.For(0, made.Length, i => made[i] = Append(i % 2 == 0 ? shop : club, $"visitor-{i / 2}@example.com"));
            return made;
        }
    }

    private static string Append(Pseudonymiser pseudonymiser, string id)
    {
        using var output = new ByteBuffer();
        Assert.True(pseudonymiser.TryAppend(Encoding.UTF8.GetBytes(id), output));
        return Encoding.UTF8.GetString(output.Span);
    }
}
