using System.Diagnostics.Metrics;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Worker.Diagnostics;

internal sealed class WorkerMetrics
{
    public const string MeterName = "RealtimeMesh.Worker";

    private readonly Histogram<double> _duration;

    public WorkerMetrics(IMeterFactory meterFactory) =>
        _duration = meterFactory.Create(MeterName).CreateHistogram<double>("mesh.worker.job.duration", "s", "From a job's start to its end.");

    /// <param name="jobType">One of the four job types.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="duration">Of the last attempt.</param>
    public void JobEnded(string jobType, JobStatus outcome, TimeSpan duration) => _duration.Record(
        duration.TotalSeconds,
        new KeyValuePair<string, object?>("job.type", jobType),
        new KeyValuePair<string, object?>("outcome", outcome.ToString().ToLowerInvariant()));
}
