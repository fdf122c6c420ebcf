namespace RealtimeMesh.Worker.Jobs;

/// <summary>How often one delivery of a command met a fault that was the job's own; waiting for the bus or the database does not count.</summary>
internal sealed class JobFaults
{
    private int _count;

    public int Next() => ++_count;
}
