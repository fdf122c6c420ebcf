namespace RealtimeMesh.Architecture.Tests;

public sealed class SizeTests
{
    private const int MostLines = 300;
    private const int MostLinesOfProgram = 40;
    private const int MostLinesOfServiceDefaults = 200;

    [Fact]
    public void Source_files_are_short() => Assert.Empty(LongerThan(MostLines, SourceFiles()));

    [Fact]
    public void Program_reads_like_a_table_of_contents() =>
        Assert.Empty(LongerThan(MostLinesOfProgram, SourceFiles().Where(file => file.EndsWith("/Program.cs", StringComparison.Ordinal))));

    [Fact]
    public void Service_defaults_stay_small() =>
        Assert.InRange(
            Repository.Files("services/RealtimeMesh.ServiceDefaults/", ".cs").Sum(Repository.CountLines), 1, MostLinesOfServiceDefaults);

    private static IEnumerable<string> SourceFiles() =>
        Repository.Files("", ".cs", ".ts", ".tsx", ".js", ".mjs").Where(file =>
            !file.Contains("/Migrations/", StringComparison.Ordinal)
            && !file.Contains(".g.", StringComparison.Ordinal)
            && !file.Contains("generated", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> LongerThan(int most, IEnumerable<string> files) =>
        from file in files
        let lines = Repository.CountLines(file)
        where lines > most
        select $"{file} has {lines} lines; at most {most}";
}
