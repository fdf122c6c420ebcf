namespace RealtimeMesh.Worker.Jobs;

/// <summary>This run of the program: a job that another run still holds was in its hands when it died.</summary>
internal sealed class WorkerProcess(TimeProvider time)
{
    public Guid Id { get; } = Guid.CreateVersion7(time.GetUtcNow());
}
