using PrivacyProxy.Addresses;
using PrivacyProxy.Tests.Support;
using Xunit;

namespace PrivacyProxy.Tests.Addresses;

public sealed class AddressSettingsProblemsTests
{
    [Fact]
    public void Defaults_and_stricter_settings_have_no_problems()
    {
        Assert.Empty(Fields(new AddressSettings()));
        Assert.Empty(Fields(new AddressSettings { Ipv4Bits = 0, Ipv6Bits = 0 }));
        Assert.Empty(Fields(new AddressSettings { Ipv4Bits = 24, Ipv6Bits = 48 }));
    }

    [Fact]
    public void Keeping_more_needs_a_reason()
    {
        Assert.Equal(["Reason"], Fields(new AddressSettings { Ipv4Bits = 25 }));
        Assert.Equal(["Reason"], Fields(new AddressSettings { Ipv6Bits = 49, Reason = "  because  " }));
        Assert.Empty(Fields(new AddressSettings { Ipv4Bits = 32, Ipv6Bits = 64, Reason = "Fraud checks, agreed in March." }));
    }

    [Fact]
    public void All_problems_are_reported_at_once() =>
        Assert.Equal(["Ipv4Bits", "Ipv6Bits", "Reason"], Fields(new AddressSettings { Ipv4Bits = -1, Ipv6Bits = 65 }));

    private static IEnumerable<string> Fields(AddressSettings settings)
    {
        var problems = new ReportedProblems();
        AddressSettingsProblems.Check(settings, problems.Report);
        return problems.Fields;
    }
}
