using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace RealtimeMesh.UserEventLog.Redis;

/// <summary>Users' logs in Redis, and their channels on the process's one connection.</summary>
internal sealed class RedisUserEventSource : IUserEventSource
{
    private static readonly long _streamRetention = (long)IUserEventSource.StreamRetention.TotalMilliseconds;

    private readonly RedisConnection _redis;
    private readonly ILogger<RedisUserEventSource> _logger;
    private readonly long _positionRetention;

    public RedisUserEventSource(RedisConnection redis, IOptions<UserEventLogOptions> options, ILogger<RedisUserEventSource> logger)
    {
        _redis = redis;
        _logger = logger;
        _positionRetention = (long)options.Value.PositionRetention.TotalMilliseconds;
        redis.Reconnected += () => Reconnected?.Invoke();
        redis.Lost += failure => logger.RedisLost(failure.ConnectionType, redis.Address, failure.FailureType);
    }

    public event Action? Reconnected;

    public bool IsAvailable => _redis.IsConnected;

    public async Task<IUserSubscription> SubscribeAsync(string userId, MessageReceiver onMessage)
    {
        var subscription = new RedisSubscription(_redis, _redis.Channel(userId), onMessage, _logger);
        await subscription.SubscribeAsync();
        return subscription;
    }

    public Task<UserPosition?> OpenAsync(string userId, string streamId, int maxStreams, Cursor? after = null, int count = 0)
    {
        // Behind the last number there is none, and no number.
        var (epoch, from) = after is { Offset: < long.MaxValue } cursor ? (cursor.Epoch, cursor.Offset + 1) : ("", 0);
        return RunAsync(
            RedisScript.Open, PositionLogStreams(userId), PositionAndMissed, streamId, maxStreams, _streamRetention, _positionRetention, NewEpoch(), epoch, from, count);
    }

    // If it gets lost, the stream is forgotten in its time.
    public void Close(string userId, string streamId)
    {
        try
        {
            if (_redis.IsConnected)
            {
                _redis.Database.SortedSetRemove(_redis.Keys(userId).Streams, streamId, CommandFlags.FireAndForget | CommandFlags.DemandMaster);
            }
        }
        catch (Exception away) when (away is RedisException || RedisFault.IsPassing(away))
        {
            // Gone between looking and asking, as when the process ends.
        }
    }

    public Task<UserPosition?> CheckAsync(string userId, IReadOnlyCollection<string> streamIds, long offset)
    {
        var arguments = new RedisValue[3 + streamIds.Count];
        (arguments[0], arguments[1], arguments[2]) = (offset, _streamRetention, _positionRetention);
        var next = 3;
        foreach (var id in streamIds)
        {
            arguments[next++] = id;
        }

        return RunAsync(RedisScript.Check, PositionLogStreams(userId), Position, arguments);
    }

    public Task<IReadOnlyList<LoggedUserEvent>?> ReadAsync(string userId, string epoch, long from, long to, int count) =>
        RunAsync(RedisScript.Read, PositionLogStreams(userId), Events, epoch, from, to, count);

    public Task BeginAnewAsync(string userId, string epoch) =>
        RunAsync(RedisScript.BeginAnew, PositionLogStreams(userId), nothing => nothing, epoch, NewEpoch());

    public Task<long> CountStreamsAsync(string userId) => RunAsync(RedisScript.Count, [_redis.Keys(userId).Streams], count => (long)count);

    private static string NewEpoch() => RandomNumberGenerator.GetHexString(12, lowercase: true);

    private static UserPosition? Position(RedisResult result) => result.IsNull
        ? null
        : new((string)result[0]!, (long)result[1], (long)result[2], result[3].IsNull ? default(ReadOnlyMemory<byte>?) : (byte[])result[3]!);

    private static UserPosition? PositionAndMissed(RedisResult result) => Position(result) is { } position ? position with { Missed = Events(result[4])! } : null;

    private static IReadOnlyList<LoggedUserEvent>? Events(RedisResult result)
    {
        if (result.IsNull)
        {
            return null;
        }

        var events = new LoggedUserEvent[result.Length];
        for (var i = 0; i < events.Length; i++)
        {
            events[i] = Event(result[i]);
        }

        return events;
    }

    private static LoggedUserEvent Event(RedisResult entry)
    {
        var id = (string)entry[0]!;
        var (json, type) = (Array.Empty<byte>(), Array.Empty<byte>());
        for (var field = 0; field < entry[1].Length; field += 2)
        {
            switch ((string?)entry[1][field])
            {
                case "d":
                    json = (byte[])entry[1][field + 1]!;
                    break;
                case "t":
                    type = (byte[])entry[1][field + 1]!;
                    break;
            }
        }

        return new LoggedUserEvent(long.Parse(id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)), provider: null), type, json);
    }

    private RedisKey[] PositionLogStreams(string userId)
    {
        var keys = _redis.Keys(userId);
        return [keys.Position, keys.Log, keys.Streams];
    }

    private async Task<TAnswer> RunAsync<TAnswer>(RedisScript script, RedisKey[] keys, Func<RedisResult, TAnswer> read, params RedisValue[] arguments)
    {
        try
        {
            return read(await script.RunAsync(_redis.Database, keys, arguments));
        }
        catch (Exception away) when (away is RedisException || RedisFault.IsPassing(away))
        {
            throw new UserEventsUnavailableException("Redis did not answer.", away);
        }
    }
}
