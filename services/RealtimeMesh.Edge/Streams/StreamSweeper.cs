using RealtimeMesh.Edge.Diagnostics;

namespace RealtimeMesh.Edge.Streams;

/// <summary>Heartbeats, expiry, rotation and cutting off, for all streams: one timer for the process instead of some per stream.</summary>
internal sealed class StreamSweeper(OpenStreams streams, EdgeMetrics metrics, TimeProvider time) : BackgroundService
{
    // Made with the object: ExecuteAsync may not have begun when StartAsync returns.
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1), time);

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _timer.WaitForNextTickAsync(stoppingToken))
        {
            metrics.FramesWritten(streams.All.Count(stream => stream.Sweep()));
        }
    }
}
