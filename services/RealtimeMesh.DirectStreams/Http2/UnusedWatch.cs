namespace RealtimeMesh.DirectStreams.Http2;

/// <summary>Lets a connection go that nobody uses.</summary>
internal static class UnusedWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    // As Kestrel's.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(130);

    public static async Task RunAsync(StreamsConnection connection, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        long? since = null;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                since = connection.IsUnused ? since ?? time.GetTimestamp() : null;
                if (since is { } start && time.GetElapsedTime(start) >= Patience)
                {
                    connection.Leave();
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The connection is gone.
        }
    }
}
