using RealtimeMesh.Testing;

namespace RealtimeMesh.EndToEnd.Tests.Faults.Events;

/// <summary>Publishes 1, 2, 3 … for each user at a steady rate, whatever happens to RabbitMQ meanwhile.</summary>
internal sealed class NumberedEvents : IAsyncDisposable
{
    // One confirm takes some milliseconds: so many connections keep up with any rate used here.
    private const int MostLanes = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, PublishedNumbers> _users;
    private readonly PublishingLane[] _lanes;
    private readonly Gate _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly Task _running;

    private NumberedEvents(NumberedEventsOptions options)
    {
        _users = options.Users.ToDictionary(user => user, _ => new PublishedNumbers());
        var lanes = Math.Min(MostLanes, _users.Count);
        var interval = TimeSpan.FromSeconds(lanes / options.PerSecond);
        _lanes =
        [
            .. Enumerable.Range(0, lanes).Select(lane =>
                new PublishingLane(options, [.. _users.Where((_, index) => index % lanes == lane)], interval, _gate)),
        ];
        _running = Task.WhenAll(_lanes.Select(lane => lane.RunAsync(_stop.Token, _giveUp.Token)));
    }

    /// <summary>Attempts that RabbitMQ did not confirm, and that were made again.</summary>
    public int Failures => _lanes.Sum(lane => lane.Failures);

    /// <summary>Messages that RabbitMQ has taken; a copy is a message.</summary>
    public int Sent => _lanes.Sum(lane => lane.Sent);

    public PublishedNumbers this[string userId] => _users[userId];

    public static NumberedEvents Start(NumberedEventsOptions options) => new(options);

    /// <summary>Waits until every user got some more numbers.</summary>
    public Task MoreAsync(int numbers, CancellationToken cancellationToken)
    {
        var wanted = _users.Values.ToDictionary(user => user, user => user.Confirmed + numbers);
        return Wait.UntilAsync(() => wanted.All(user => user.Key.Confirmed >= user.Value), Patience, "RabbitMQ takes no more events", cancellationToken);
    }

    /// <summary>Waits until everything is confirmed, and publishes nothing until <see cref="Continue"/>.</summary>
    public async Task PauseAsync(CancellationToken cancellationToken)
    {
        _gate.Close();
        await Wait.UntilAsync(() => _lanes.All(lane => lane.IsIdle), Patience, "RabbitMQ does not confirm", cancellationToken);
    }

    public void Continue() => _gate.Open();

    /// <returns>The highest number of each user, once RabbitMQ has taken all of them.</returns>
    public async Task<IReadOnlyDictionary<string, int>> StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken);
        return _users.ToDictionary(user => user.Key, user => user.Value.Confirmed);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _giveUp.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _giveUp.Dispose();
    }
}
