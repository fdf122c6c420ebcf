using RealtimeMesh.Worker.Documents;

namespace RealtimeMesh.Worker.Jobs;

/// <summary>What one type of job does.</summary>
internal interface IJob
{
    /// <summary>
    /// Does the work and changes the rows that show it; the caller commits them together with the job's end.
    /// Throws <see cref="JobInputException"/> where trying again cannot help.
    /// </summary>
    Task RunAsync(JobRun run, CancellationToken cancellationToken);
}
