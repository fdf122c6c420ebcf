using System.Diagnostics;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace RealtimeMesh.UserEventLog.Redis;

internal sealed class RedisUserEventPublisher(RedisConnection redis, IOptions<UserEventLogOptions> options) : IUserEventPublisher
{
    private static readonly long _sequenceRetention = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    private readonly int _logLength = options.Value.LogLength;
    private readonly long _logRetention = (long)options.Value.LogRetention.TotalMilliseconds;

    public async Task<PublishOutcome> PublishAsync(string userId, OutgoingUserEvent userEvent, CancellationToken cancellationToken)
    {
        var outcome = await RunAsync(
            RedisScript.Publish,
            Keys(userId, userEvent),
            cancellationToken,
            userEvent.Json,
            userEvent.Type,
            userEvent.BeforeEvent,
            userEvent.AfterEvent,
            redis.ChannelName(userId),
            redis.PublishCommand,
            _logLength,
            _logRetention,
            userEvent.OnlyIfConnected,
            userEvent.Job?.Sequence ?? RedisValue.EmptyString,
            _sequenceRetention);

        return (int)outcome switch
        {
            0 => PublishOutcome.Published,
            1 => PublishOutcome.NotConnected,
            2 => PublishOutcome.Repeated,
            3 => PublishOutcome.Late,
            var other => throw new UnreachableException($"publish.lua returned {other}."),
        };
    }

    public Task DisconnectAsync(string userId, Guid? messageId, CancellationToken cancellationToken)
    {
        var keys = redis.Keys(userId);
        RedisKey[] touched = messageId is { } id ? [keys.Position, keys.Seen(id)] : [keys.Position];
        return RunAsync(RedisScript.Disconnect, touched, cancellationToken, redis.ChannelName(userId), redis.PublishCommand, _logRetention);
    }

    private RedisKey[] Keys(string userId, OutgoingUserEvent userEvent)
    {
        var keys = redis.Keys(userId);
        var touched = new RedisKey[2 + (userEvent.OnlyIfConnected ? 1 : 0) + (userEvent.Job is null ? 0 : 1) + (userEvent.MessageId is null ? 0 : 1)];
        (touched[0], touched[1]) = (keys.Position, keys.Log);
        var next = 2;
        if (userEvent.OnlyIfConnected)
        {
            touched[next++] = keys.Streams;
        }

        if (userEvent.Job is { } job)
        {
            touched[next++] = keys.Sequence(job.JobId);
        }

        if (userEvent.MessageId is { } messageId)
        {
            touched[next] = keys.Seen(messageId);
        }

        return touched;
    }

    // What is no passing fault is a message's own, or somebody else's keys: trying for ever would not help.
    private async Task<RedisResult> RunAsync(RedisScript script, RedisKey[] keys, CancellationToken cancellationToken, params RedisValue[] arguments)
    {
        try
        {
            return await script.RunAsync(redis.Database, keys, arguments).WaitAsync(cancellationToken);
        }
        catch (Exception fault) when (RedisFault.IsPassing(fault) && !cancellationToken.IsCancellationRequested)
        {
            throw new UserEventsUnavailableException("Redis did not take it.", fault);
        }
    }
}
