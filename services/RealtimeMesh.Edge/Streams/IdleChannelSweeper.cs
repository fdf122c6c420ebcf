namespace RealtimeMesh.Edge.Streams;

/// <summary>Drops a user's subscription some seconds after the last stream, so that a page reload does not subscribe anew.</summary>
internal sealed class IdleChannelSweeper(OpenStreams streams, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

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
            await streams.CloseIdleChannelsAsync(Linger, stoppingToken);
        }
    }
}
