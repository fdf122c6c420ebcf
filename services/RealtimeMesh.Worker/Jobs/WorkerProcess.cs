namespace RealtimeMesh.Worker.Jobs;

/// <summary>This run of the program: a job that another run still holds was in its hands when it died.</summary>
internal sealed class WorkerProcess(TimeProvider time) : IDisposable
{
    public Guid Id { get; } = Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>Held by the one job that runs of those that were in a dead worker's hands: so the one that kills is told from those beside it.</summary>
    public SemaphoreSlim Suspect { get; } = new(1);

    public void Dispose() => Suspect.Dispose();
}
