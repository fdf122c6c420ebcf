using System.Globalization;

namespace RealtimeMesh.Compare.Machine;

/// <summary>How much else goes on, which no round should measure.</summary>
/// <param name="LoadAverage">Of the last minute.</param>
/// <param name="Busy">Share of all cores that was in use in the last second before the round, also by the host of a virtual machine.</param>
internal sealed record QuietMachine(double LoadAverage, double Busy)
{
    private const double MostBusy = 0.05;

    public bool IsQuiet => Busy <= MostBusy;

    /// <summary>Waits until it is quiet, at most for so long.</summary>
    public static async Task<QuietMachine> WaitAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var machine = await LookAsync(time, cancellationToken);
            if (machine.IsQuiet || time.GetElapsedTime(started) > patience)
            {
                return machine;
            }
        }
    }

    private static async Task<QuietMachine> LookAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var (busyBefore, allBefore) = Ticks();
        await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        var (busy, all) = Ticks();
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return new QuietMachine(double.Parse(load, CultureInfo.InvariantCulture), (double)(busy - busyBefore) / (all - allBefore));
    }

    private static (long Busy, long All) Ticks()
    {
        // user nice system idle iowait irq softirq steal
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1).Take(8).Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4], ticks.Sum());
    }
}
