using System.Xml.Linq;

namespace RealtimeMesh.Architecture.Tests;

/// <summary>Services deploy on their own because they share contracts and defaults, and never each other.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Contracts.Studio"] = [],
        ["Contracts.UserEvents"] = [],
        ["ContractDocuments"] = ["Contracts.UserEvents"],
        ["ServiceDefaults"] = [],
        ["HttpDefaults"] = ["ServiceDefaults"],
        ["BusDefaults"] = ["ServiceDefaults"],
        ["DirectStreams"] = ["Http2"],
        ["Http2"] = [],
        ["Studio.Data"] = ["Contracts.Studio"],
        ["Studio"] = ["Contracts.Studio", "Studio.Data", "ServiceDefaults", "HttpDefaults", "BusDefaults"],
        ["Worker"] = ["Contracts.Studio", "Studio.Data", "ServiceDefaults", "BusDefaults"],
        ["UserEventLog"] = ["Contracts.UserEvents", "ServiceDefaults"],
        ["Notifier"] = ["Contracts.Studio", "Contracts.UserEvents", "ServiceDefaults", "BusDefaults", "UserEventLog"],
        ["Edge"] = ["Contracts.UserEvents", "DirectStreams", "Http2", "ServiceDefaults", "HttpDefaults", "UserEventLog"],
        ["Gateway"] = ["DirectStreams", "Http2", "ServiceDefaults", "HttpDefaults"],
        ["AllInOne"] =
        [
            "Contracts.Studio", "Contracts.UserEvents", "ServiceDefaults", "HttpDefaults", "BusDefaults",
            "UserEventLog", "Studio.Data", "Studio", "Worker", "Notifier", "Edge", "Gateway",
        ],
    };

    private static readonly string[] ProjectFiles =
        [.. new[] { "contracts/", "eng/", "services/", "gateway/" }.SelectMany(folder => Repository.Files(folder, ".csproj"))];

    [Fact]
    public void Every_project_is_in_the_table() =>
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), ProjectFiles.Select(Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Projects_reference_only_what_the_table_allows() =>
        Assert.Empty(
            from file in ProjectFiles
            from reference in Items(file, "ProjectReference").Select(Name)
            where !Allowed.GetValueOrDefault(Name(file), []).Contains(reference)
            select $"{Name(file)} must not reference {reference}");

    [Fact]
    public void Contracts_have_no_packages() =>
        Assert.Empty(
            from file in Repository.Files("contracts/", ".csproj")
            from reference in Items(file, "PackageReference").Concat(Items(file, "FrameworkReference"))
            select $"{Name(file)} must not depend on {reference}");

    private static IEnumerable<string> Items(string projectFile, string kind) =>
        XDocument.Load(Repository.PathOf(projectFile)).Descendants(kind).Select(item => (string?)item.Attribute("Include") ?? "");

    private static string Name(string projectFile) =>
        Path.GetFileNameWithoutExtension(projectFile.Replace('\\', '/')).Replace("RealtimeMesh.", "", StringComparison.Ordinal);
}
