using System.Text.Json.Nodes;

namespace RealtimeMesh.Compare.Scenarios;

/// <summary>What the load generator found.</summary>
internal sealed class LoadResult(JsonObject document)
{
    private readonly JsonObject _result = document["result"]!.AsObject();

    public double Number(string name) => (double?)_result[name] ?? throw new InvalidOperationException($"The load generator did not report {name}:\n{document}");

    public double Frames => Number("frames");

    public double Milliseconds(string percentile) => (double)_result["latency"]![percentile]! / 1_000;

    /// <summary>CPU time of what was watched, all processes together, in microseconds.</summary>
    public double CpuMicroseconds => Sum("cpuSeconds") * 1e6;

    /// <summary>How much its memory grew meanwhile, in MiB.</summary>
    public double GrowthMiB => (Sum("residentKiB") - Sum("residentKiBBefore")) / 1_024;

    /// <summary>Of the load generator itself, a frame.</summary>
    public double OwnMicrosecondsPerFrame => Number("ownCpuSeconds") * 1e6 / Frames;

    /// <summary>What was measured counts only if every frame came, once.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public LoadResult Complete()
    {
        var isComplete = Frames == Number("expected") && Number("lost") == 0 && Number("duplicates") == 0 && Number("ended") == 0;
        return isComplete ? this : throw new InvalidOperationException($"Frames are missing, or came twice, or streams ended:\n{document}");
    }

    private double Sum(string figure) => _result["processes"]!.AsArray().Sum(sample => (double)sample![figure]!);
}
