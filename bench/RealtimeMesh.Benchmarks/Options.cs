using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace RealtimeMesh.Benchmarks;

/// <summary>What is measured, how long, and whether it is kept.</summary>
internal sealed record Options(string Filter, string JobName, bool Save, string Commit)
{
    public static bool TryRead(string[] args, [NotNullWhen(true)] out Options? options, [NotNullWhen(false)] out string? problem)
    {
        options = new Options("*", "short", Save: false, "unknown");
        problem = null;
        for (var at = 0; at < args.Length; at++)
        {
            var isLast = at == args.Length - 1;
            options = args[at] switch
            {
                "--job" when !isLast && JobOf(args[at + 1]) is not null => options with { JobName = args[++at] },
                "--save" => options with { Save = true },
                "--commit" when !isLast => options with { Commit = args[++at] },
                var filter when !filter.StartsWith('-') => options with { Filter = $"*{filter}*" },
                _ => null,
            };

            if (options is null)
            {
                problem = $"'{args[at]}' is unknown or lacks its value; use [filter] [--job short|medium|long] [--save].";
                return false;
            }
        }

        return true;
    }

    // In this process: a program built for each run would take longer than the run.
    public IConfig Config() => ManualConfig.CreateEmpty()
        .AddJob(JobOf(JobName)!.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(ConsoleLogger.Default)
        .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "logs"));

    private static Job? JobOf(string name) => name switch
    {
        "short" => Job.ShortRun.WithIterationTime(TimeInterval.FromMilliseconds(200)),
        "medium" => Job.MediumRun,
        "long" => Job.LongRun,
        _ => null,
    };
}
