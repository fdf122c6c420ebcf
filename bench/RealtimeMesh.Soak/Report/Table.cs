using System.Globalization;
using RealtimeMesh.Soak.Figures;

namespace RealtimeMesh.Soak.Report;

/// <summary>Samples as lines of text; bench/README.md explains the columns.</summary>
internal static class Table
{
    public const string Head =
        "  time  edge 1  edge 2 gateway notifier  redis |   keys  users conns | streams 1+2 of   open | opened resumed refused | events/s  got/s queued | errors violations";

    /// <param name="sample">What to show.</param>
    /// <param name="before">The row before: opened, resumed, refused and the rates are since then.</param>
    public static string Row(Sample sample, Sample? before)
    {
        var (now, then) = (sample.Counts, before?.Counts ?? default);
        var seconds = (sample.Elapsed - (before?.Elapsed ?? TimeSpan.Zero)).TotalSeconds;
        var memory = sample.Memory.ToDictionary(process => process.Key, process => process.Value / 1_024d);

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Time(sample),6} {memory["edge 1"],7:F1} {memory["edge 2"],7:F1} {memory["gateway"],7:F1} {memory["notifier"],8:F1} {memory["redis"],6:F1} | {sample.Redis.Keys,6} {sample.Redis.Positions,6} {sample.Redis.Clients,5} | {sample.EdgeStreams[0],5} + {sample.EdgeStreams[1],5} {now.Open,6} | {now.Opened - then.Opened,6} {now.Resumed - then.Resumed,7} {now.Refused - then.Refused,7} | {(now.Published - then.Published) / seconds,8:F1} {(now.Received - then.Received) / seconds,6:F1} {sample.Queued,6} | {now.Errors,6} {now.Violations,10}");
    }

    /// <summary>The newest sample of each minute.</summary>
    public static IReadOnlyList<Sample> Minutes(IReadOnlyList<Sample> samples) =>
        [.. samples.GroupBy(sample => Math.Ceiling((sample.Elapsed.TotalSeconds - 5) / 60)).Select(minute => minute.Last())];

    public static IEnumerable<string> Lines(IReadOnlyList<Sample> rows) =>
        rows.Select((row, i) => Row(row, i == 0 ? null : rows[i - 1])).Prepend(Head);

    public static IEnumerable<string> Lines(Verdict verdict) =>
    [
        "            after 20 %   at the end   slope of the second half      in an hour",
        .. verdict.Growths.Select(growth => string.Create(
            CultureInfo.InvariantCulture,
            $"{growth.Name,-9} {growth.Warm / 1_024,8:F1} MiB {growth.End / 1_024,8:F1} MiB {growth.Trend.PerMinute,8:F0} ± {2 * growth.Trend.Error,-5:F0} KiB/min {growth.InAnHour,12:P0}{(verdict.IsLongEnough && growth.IsTooMuch ? "  grows" : "")}")),
        Verdict.Rule,
        (verdict.Passes, verdict.IsLongEnough) switch
        {
            (true, true) => "PASSED",
            (true, false) => "PASSED, too short to judge memory",
            (false, _) => "FAILED",
        },
    ];

    private static string Time(Sample sample)
    {
        var seconds = (int)Math.Round(sample.Elapsed.TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}");
    }
}
