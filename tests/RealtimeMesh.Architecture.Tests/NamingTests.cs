using System.Text.RegularExpressions;

namespace RealtimeMesh.Architecture.Tests;

/// <summary>Names that say nothing are where everything ends up.</summary>
public sealed partial class NamingTests
{
    [Fact]
    public void Files_and_folders_say_what_they_are_for() =>
        Assert.Empty(
            from file in Repository.Files()
            where file.Split('/').Any(part => EmptyName().IsMatch(part.Split('.')[0]))
            select file);

    [Fact]
    public void Types_say_what_they_are_for() =>
        Assert.Empty(
            from file in Repository.Files("", ".cs", ".ts", ".tsx")
            from line in Repository.Lines(file)
            let type = TypeDeclaration().Match(line.Text).Groups["name"].Value
            where EmptyName().IsMatch(type)
            select $"{file}:{line.Number} {type}");

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utilities|Commons?)$|^(helpers?|utils?|utilities|common)$")]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"^[\w\s]*\b(class|record|record struct|struct|interface|enum)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex TypeDeclaration();
}
