using RealtimeMesh.Edge.Diagnostics;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Streams;

/// <summary>Compares users' positions with the log: each one now and then, and all of them when a connection to the source was lost and is back.</summary>
internal sealed class ContinuityCheck : BackgroundService
{
    // Asked after side by side, which makes one batch on the connection.
    private const int Batch = 256;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    // Subscriptions are renewed in the background after a reconnect: what came between comparing and that is found by the next round.
    private static readonly TimeSpan[] Rounds = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)];

    private readonly OpenStreams _streams;
    private readonly IUserEventSource _source;
    private readonly EdgeMetrics _metrics;
    private readonly ILogger<ContinuityCheck> _logger;
    private readonly TimeProvider _time;
    private readonly PeriodicTimer _timer;
    private readonly List<Task<Comparison>> _asked = new(Batch);
    private long _reconnected;
    private int _round = Rounds.Length;

    public ContinuityCheck(OpenStreams streams, IUserEventSource source, EdgeMetrics metrics, ILogger<ContinuityCheck> logger, TimeProvider time)
    {
        (_streams, _source, _metrics, _logger, _time) = (streams, source, metrics, logger, time);
        _timer = new PeriodicTimer(Tick, time);
        source.Reconnected += () =>
        {
            Volatile.Write(ref _reconnected, time.GetTimestamp());
            Volatile.Write(ref _round, 0);
        };
    }

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_source.IsAvailable)
            {
                await CompareAsync(IsRoundDue(), stoppingToken);
            }
        }
    }

    private bool IsRoundDue()
    {
        var round = Volatile.Read(ref _round);
        // Not if a connection came back again meanwhile: then all rounds begin anew.
        return round < Rounds.Length
            && _time.GetElapsedTime(Volatile.Read(ref _reconnected)) >= Rounds[round]
            && Interlocked.CompareExchange(ref _round, round + 1, round) == round;
    }

    private async Task CompareAsync(bool all, CancellationToken cancellationToken)
    {
        var (broken, now) = (0, _time.GetTimestamp());
        foreach (var channel in _streams.Channels)
        {
            if (all || channel.Continuity.IsDue(now))
            {
                _asked.Add(CompareAsync(channel.Continuity));
                if (_asked.Count == Batch)
                {
                    broken += await CountBrokenAsync();
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }

        broken += await CountBrokenAsync();
        if (broken > 0)
        {
            _logger.ChannelsBroken(broken);
        }
    }

    private async ValueTask<int> CountBrokenAsync()
    {
        var broken = 0;
        foreach (var asked in _asked)
        {
            broken += await asked is Comparison.Broken ? 1 : 0;
        }

        _asked.Clear();
        return broken;
    }

    private async Task<Comparison> CompareAsync(ChannelContinuity continuity)
    {
        try
        {
            var comparison = await continuity.CompareAsync();
            _metrics.Compared(comparison);
            return comparison;
        }
        catch (UserEventsUnavailableException)
        {
            // The source went away again. When it is back, everybody is compared.
            return Comparison.Same;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // One user's fault, a broken key for instance, is no other user's.
            _logger.CompareFailed(fault);
            continuity.Break();
            return Comparison.Broken;
        }
    }
}
