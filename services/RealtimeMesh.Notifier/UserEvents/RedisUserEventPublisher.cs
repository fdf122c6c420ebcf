using System.Diagnostics;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Notifier.Diagnostics;
using StackExchange.Redis;

namespace RealtimeMesh.Notifier.UserEvents;

internal sealed class RedisUserEventPublisher(RedisConnection redis, NotifierMetrics metrics, IConfiguration configuration) : IUserEventPublisher
{
    private readonly string _prefix = configuration[UserEventChannel.PrefixSetting] is { Length: > 0 } prefix
        ? prefix
        : UserEventChannel.DefaultPrefix;

    public async Task PublishAsync(string userId, UserEventMessage message, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var database = await redis.DatabaseAsync(cancellationToken);
        var channel = RedisChannel.Literal(UserEventChannel.Name(_prefix, userId));

        // A replica takes a PUBLISH too, but whoever listens at the primary never hears it.
        await database.PublishAsync(channel, message.Json, CommandFlags.DemandMaster);
        metrics.Published(Stopwatch.GetElapsedTime(started));
    }
}
