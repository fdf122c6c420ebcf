using RealtimeMesh.Edge.Diagnostics;
using StackExchange.Redis;

namespace RealtimeMesh.Edge.Redis;

/// <summary>This process's one connection to Redis: made in the background, remade by itself when it is lost.</summary>
internal sealed class RedisLink(RedisSettings settings, ILogger<RedisLink> logger, TimeProvider time) : BackgroundService, IAsyncDisposable
{
    private static readonly TimeSpan Check = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Reminder = TimeSpan.FromSeconds(10);

    private readonly PeriodicTimer _timer = new(Check, time);
    private volatile ConnectionMultiplexer? _multiplexer;

    /// <summary>Raised when the connection is lost.</summary>
    public event Action? Lost;

    /// <summary>Null until the connection has been tried for the first time.</summary>
    public ISubscriber? Subscriber => _multiplexer?.GetSubscriber();

    public bool IsConnected => Subscriber?.IsConnected() == true;

    public async ValueTask DisposeAsync()
    {
        base.Dispose();
        _timer.Dispose();
        if (_multiplexer is { } multiplexer)
        {
            await multiplexer.DisposeAsync();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        logger.WaitingForRedis(settings.Address);
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(settings.Connection);
        // Either connection may carry the subscriptions, which depends on the server's protocol. One resynchronisation too many harms nobody.
        multiplexer.ConnectionFailed += (_, failure) => OnLost(failure);
        _multiplexer = multiplexer;

        var saidSo = (Connected: false, At: time.GetTimestamp());
        do
        {
            var connected = IsConnected;
            if (connected != saidSo.Connected || (!connected && time.GetElapsedTime(saidSo.At) >= Reminder))
            {
                saidSo = (connected, time.GetTimestamp());
                Say(connected);
            }
        }
        while (await _timer.WaitForNextTickAsync(stoppingToken));
    }

    private void OnLost(ConnectionFailedEventArgs failure)
    {
        logger.RedisLost(failure.ConnectionType, settings.Address, failure.FailureType);
        Lost?.Invoke();
    }

    private void Say(bool connected)
    {
        if (connected)
        {
            logger.ConnectedToRedis(settings.Address);
        }
        else
        {
            logger.WaitingForRedis(settings.Address);
        }
    }
}
