using BenchmarkDotNet.Running;
using RealtimeMesh.Benchmarks;

// [filter] [--job short|medium|long] [--save] [--commit COMMIT]
if (!Options.TryRead(args, out var options, out var problem))
{
    Console.Error.WriteLine($"bench/benchmarks: {problem}");
    return 2;
}

var summaries = BenchmarkSwitcher.FromAssembly(typeof(ResultFile).Assembly)
    .Run(["--filter", options.Filter], options.Config())
    .ToList();

// A run of nothing is a failure too.
if (summaries.Count == 0 || summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)))
{
    Console.Error.WriteLine("bench/benchmarks: not all could be measured.");
    return 1;
}

if (options.Save)
{
    Console.WriteLine($"Results: {ResultFile.Write(options, summaries)}");
}

return 0;
