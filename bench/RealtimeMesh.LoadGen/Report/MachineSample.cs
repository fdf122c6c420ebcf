using System.Globalization;

namespace RealtimeMesh.LoadGen.Report;

/// <summary>What a process has used of the machine so far.</summary>
/// <param name="Name">As the options call it.</param>
/// <param name="UserSeconds">CPU time in its own code.</param>
/// <param name="SystemSeconds">CPU time in the kernel.</param>
/// <param name="ResidentKiB">Its memory, shared pages counted in proportion.</param>
internal sealed record ProcessSample(string Name, double UserSeconds, double SystemSeconds, long ResidentKiB)
{
    private const double TicksPerSecond = 100;

    /// <exception cref="InvalidOperationException">There is no such process.</exception>
    public static ProcessSample Take(string name, int id)
    {
        try
        {
            // The program's name is in parentheses, and may have any character.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new ProcessSample(name, Seconds(fields[11]), Seconds(fields[12]), Resident(id));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"Process {id} ({name}) cannot be looked at: {gone.Message}", gone);
        }
    }

    private static double Seconds(string ticks) => long.Parse(ticks, CultureInfo.InvariantCulture) / TicksPerSecond;

    private static long Resident(int id) =>
        File.ReadLines($"/proc/{id}/smaps_rollup")
            .Where(line => line.StartsWith("Pss:", StringComparison.Ordinal))
            .Select(line => long.Parse(line.AsSpan(4).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture))
            .First();
}

/// <summary>The watched processes, the load generator itself and the time, at one moment.</summary>
internal sealed record MachineSample(long Timestamp, long UnixMicroseconds, double OwnCpuSeconds, IReadOnlyList<ProcessSample> Processes)
{
    public static MachineSample Take(IReadOnlyList<(string Name, int Id)> processes, TimeProvider time) => new(
        time.GetTimestamp(),
        (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
        Environment.CpuUsage.TotalTime.TotalSeconds,
        [.. processes.Select(process => ProcessSample.Take(process.Name, process.Id))]);
}
