using System.Text.RegularExpressions;

namespace RealtimeMesh.Architecture.Tests;

/// <summary>Where packages come from and where the repository lies is each machine's own business.</summary>
public sealed class PortabilityTests
{
    // In pieces, so that this file does not contain what it forbids.
    private static readonly Regex RegistryHost = new(
        @"[a-z0-9.-]*(nuget|npmjs|yarnpkg|pypi|pythonhosted|artifactory|verdaccio|nexus|jfrog|proget|pkgs)[a-z0-9-]*"
        + @"(\.[a-z0-9-]+)*"
        + @"\.(org|com|net|io|dev|local|internal|lan|corp)\b",
        RegexOptions.IgnoreCase);

    private static readonly Regex MachinePath = new(
        @"(?<![\w.~}*-])/(wo" + @"rk|ro" + @"ot|ho" + @"me/\w+|Us" + @"ers/\w+)/|\b[A-Z]:\\" + @"Users\\");

    [Fact]
    public void No_file_names_a_package_registry() => Assert.Empty(Matches(RegistryHost, Repository.Files()));

    [Fact]
    public void No_file_has_a_path_of_one_machine() =>
        Assert.Empty(Matches(MachinePath, Repository.Files().Where(file => !IsAboutContainers(file))));

    // A container's paths are the same on every machine.
    private static bool IsAboutContainers(string file) => Path.GetFileName(file) is "Dockerfile" or "docker-compose.yml";

    private static IEnumerable<string> Matches(Regex forbidden, IEnumerable<string> files) =>
        from file in files
        from line in Repository.Lines(file)
        let match = forbidden.Match(line.Text)
        where match.Success
        select $"{file}:{line.Number} {match.Value}";
}
