using System.Text.RegularExpressions;

namespace RealtimeMesh.Architecture.Tests;

/// <summary>
/// docs/principles.md: each principle is a heading of level two, and says who enforces it in a comment
/// <c>enforced-by: build | analyzer | types | test:Class.Method | review</c>; several are separated by commas.
/// </summary>
public sealed partial class PrinciplesTests
{
    private const string Page = "docs/principles.md";
    private const int Fewest = 5;

    private static readonly Lazy<List<(string Title, string[] EnforcedBy)>> Principles = new(() =>
        [.. Heading().Split(Repository.Text(Page)).Skip(1).Select(Parse)]);

    private static readonly Lazy<string[]> Tests = new(() => [.. Repository.Files("tests/", ".cs").Select(Repository.Text)]);

    [Fact]
    public void There_are_principles() => Assert.InRange(Principles.Value.Count, Fewest, int.MaxValue);

    [Fact]
    public void Every_principle_says_who_enforces_it() =>
        Assert.Empty(Principles.Value
            .Where(principle => principle.EnforcedBy is [] || !principle.EnforcedBy.All(by => Enforcer().IsMatch(by)))
            .Select(principle => $"{principle.Title}: '{string.Join(", ", principle.EnforcedBy)}'"));

    [Fact]
    public void Every_test_that_enforces_a_principle_exists() =>
        Assert.Empty(
            from principle in Principles.Value
            from enforcer in principle.EnforcedBy
            where enforcer.StartsWith("test:", StringComparison.Ordinal) && !Exists(enforcer["test:".Length..])
            select $"{principle.Title}: {enforcer}");

    [Fact]
    public void Review_alone_enforces_at_most_a_quarter()
    {
        var reviewed = Principles.Value.Where(principle => principle.EnforcedBy is ["review"]).Select(principle => principle.Title).ToList();

        Assert.True(reviewed.Count * 4 <= Principles.Value.Count, $"Only reviewed: {string.Join("; ", reviewed)}");
    }

    private static (string Title, string[] EnforcedBy) Parse(string section) => (
        section.Split('\n')[0].Trim(),
        [.. Marker().Matches(section).SelectMany(marker => marker.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries))]);

    private static bool Exists(string test) =>
        test.Split('.') is [var type, var method]
        && Tests.Value.Any(text =>
            Regex.IsMatch(text, $@"\bclass {Regex.Escape(type)}\b") && Regex.IsMatch(text, $@"\b(void|Task) {Regex.Escape(method)}\("));

    [GeneratedRegex("^## ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("<!-- enforced-by: (.*?) -->")]
    private static partial Regex Marker();

    [GeneratedRegex(@"^(build|analyzer|types|review|test:\w+\.\w+)$")]
    private static partial Regex Enforcer();
}
