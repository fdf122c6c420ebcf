using System.Text.Json.Nodes;
using HdrHistogram;
using RealtimeMesh.LoadGen.Streams;

namespace RealtimeMesh.LoadGen.Report;

/// <summary>What happened between two moments.</summary>
internal sealed record Measurement(MachineSample Before, MachineSample After, StreamTally Tally, int Open)
{
    /// <summary>For the result; times in seconds, latencies in microseconds, memory in KiB.</summary>
    public JsonObject ToJson(TimeProvider time)
    {
        var seconds = time.GetElapsedTime(Before.Timestamp, After.Timestamp).TotalSeconds;
        return new JsonObject
        {
            ["from"] = Before.UnixMicroseconds,
            ["to"] = After.UnixMicroseconds,
            ["seconds"] = Round(seconds),
            ["frames"] = Tally.Events,
            ["framesPerSecond"] = Round(Tally.Events / seconds),
            ["latency"] = Latency(Tally.Latency),
            ["open"] = Open,
            ["opened"] = Tally.Opened,
            ["resumed"] = Tally.Resumed,
            ["startedAfresh"] = Tally.StartedAfresh,
            ["refused"] = Tally.Refused,
            ["failedToConnect"] = Tally.FailedToConnect,
            ["ended"] = Tally.Ended,
            ["lost"] = Tally.Lost,
            ["duplicates"] = Tally.Duplicates,
            ["outOfOrder"] = Tally.OutOfOrder,
            ["otherFrames"] = Tally.OtherFrames,
            ["errors"] = Tally.Errors,
            ["comments"] = Tally.Comments,
            ["bytes"] = Tally.Bytes,
            ["reasons"] = new JsonObject(Tally.Reasons.Select(reason => KeyValuePair.Create(reason.Key, (JsonNode?)reason.Value))),
            ["ownCpuSeconds"] = Round(After.OwnCpuSeconds - Before.OwnCpuSeconds),
            ["processes"] = new JsonArray([.. Before.Processes.Zip(After.Processes, Process)]),
        };
    }

    private JsonObject Process(ProcessSample before, ProcessSample after)
    {
        var cpu = after.UserSeconds + after.SystemSeconds - before.UserSeconds - before.SystemSeconds;
        return new JsonObject
        {
            ["name"] = after.Name,
            ["cpuSeconds"] = Round(cpu),
            ["systemSeconds"] = Round(after.SystemSeconds - before.SystemSeconds),
            ["cpuMicrosecondsPerFrame"] = Tally.Events > 0 ? Round(cpu * 1e6 / Tally.Events) : null,
            ["residentKiBBefore"] = before.ResidentKiB,
            ["residentKiB"] = after.ResidentKiB,
        };
    }

    private static JsonObject? Latency(LongHistogram latency) => latency.TotalCount == 0
        ? null
        : new JsonObject
        {
            ["p50"] = latency.GetValueAtPercentile(50),
            ["p90"] = latency.GetValueAtPercentile(90),
            ["p99"] = latency.GetValueAtPercentile(99),
            ["max"] = latency.GetMaxValue(),
        };

    private static double Round(double value) => Math.Round(value, 3);
}
