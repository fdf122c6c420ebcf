using System.Xml.Linq;

namespace RealtimeMesh.Architecture.Tests;

public sealed class PackageVersionTests
{
    [Fact]
    public void MassTransit_stays_below_its_commercial_version()
    {
        var versions = XDocument.Load(Repository.PathOf("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Where(package => ((string?)package.Attribute("Include"))?.StartsWith("MassTransit", StringComparison.Ordinal) is true)
            .Select(package => (string?)package.Attribute("Version"))
            .ToList();

        Assert.NotEmpty(versions);
        Assert.All(versions, version => Assert.Equal("[8.5.12,9.0.0)", version));
    }
}
