using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;

namespace RealtimeMesh.Benchmarks;

/// <summary>The tables of one run, with the machine, the commit and the command that made them.</summary>
internal static class ResultFile
{
    // The command bench/benchmarks runs in the repository's root.
    private const string Folder = "bench/results";

    /// <returns>Its path.</returns>
    public static string Write(Options options, IReadOnlyCollection<Summary> summaries)
    {
        var path = Path.Combine(Folder, $"benchmarks-{TimeProvider.System.GetUtcNow():yyyy-MM-dd-HHmm}.md");
        using var file = new StreamWriter(path);
        using var logger = new StreamLogger(file);
        logger.WriteLine("# Benchmarks");
        logger.WriteLine();
        logger.WriteLine($"Commit {options.Commit}; `bench/benchmarks '{options.Filter.Trim('*')}' --job {options.JobName} --save`");
        foreach (var summary in summaries)
        {
            logger.WriteLine();
            logger.WriteLine($"## {summary.BenchmarksCases[0].Descriptor.Type.Name}");
            MarkdownExporter.GitHub.ExportToLog(summary, logger);
        }

        return path;
    }
}
