using System.Text.RegularExpressions;

namespace RealtimeMesh.Architecture.Tests;

/// <summary>What a screen shows changes because an event said so.</summary>
public sealed class ClientRulesTests
{
    private static readonly Regex Forbidden = new(@"\bnew EventSource\b|\brefetchInterval\b|\bonSettled\b|\brefetchOnWindowFocus: true");

    [Fact]
    public void Clients_neither_poll_nor_refetch_after_a_mutation_nor_use_EventSource()
    {
        var sources = Repository.Files().Where(file => Regex.IsMatch(file.Replace('\\', '/'), @"(^|/)clients/[^/]+/src/.*\.tsx?$")).ToList();

        Assert.NotEmpty(sources);
        Assert.Empty(
            from file in sources
            from line in Repository.Lines(file)
            where Forbidden.IsMatch(line.Text)
            select $"{file}:{line.Number} {line.Text.Trim()}");
    }
}
