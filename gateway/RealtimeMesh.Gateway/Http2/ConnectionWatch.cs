namespace RealtimeMesh.Gateway.Http2;

/// <summary>Notices a server that is not there any more, and a connection that nobody uses.</summary>
internal sealed class ConnectionWatch(Http2Connection connection, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(15);

    // A server that stands still for a while is not gone: its streams cost less to keep than to open again.
    private static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan UnusedAfter = TimeSpan.FromSeconds(60);

    /// <summary>Until the token says so.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        long? pingedAt = null;
        long? unusedSince = null;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                connection.Sweep();
                var silence = connection.Silence;
                if (silence >= GoneAfter)
                {
                    connection.Close();
                }
                else if (silence < PingAfter)
                {
                    pingedAt = null;
                }
                else if (pingedAt is null || time.GetElapsedTime(pingedAt.Value) >= PingAfter)
                {
                    pingedAt = time.GetTimestamp();
                    connection.Ping();
                }

                unusedSince = connection.Streams > 0 ? null : unusedSince ?? time.GetTimestamp();
                if (unusedSince is { } since && time.GetElapsedTime(since) >= UnusedAfter)
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
