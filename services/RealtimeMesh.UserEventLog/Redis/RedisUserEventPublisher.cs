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
        var keys = redis.Keys(userId);
        List<RedisKey> touched = [keys.Position, keys.Log, keys.Streams];
        if (userEvent.MessageId is { } messageId)
        {
            touched.Add(keys.Seen(messageId));
        }

        if (userEvent.Job is { } job)
        {
            touched.Add(keys.Sequence(job.JobId));
        }

        var outcome = await RunAsync(
            RedisScript.Publish,
            [.. touched],
            cancellationToken,
            userEvent.Json,
            userEvent.Type,
            userEvent.EnvelopeAfterId(),
            (string)redis.Channel(userId)!,
            redis.PublishCommand,
            _logLength,
            _logRetention,
            userEvent.OnlyIfConnected,
            userEvent.MessageId is null ? RedisValue.EmptyString : _logRetention,
            userEvent.Job?.Sequence ?? RedisValue.EmptyString,
            _sequenceRetention);

        return (string?)outcome switch
        {
            nameof(PublishOutcome.Published) => PublishOutcome.Published,
            nameof(PublishOutcome.NotConnected) => PublishOutcome.NotConnected,
            nameof(PublishOutcome.Repeated) => PublishOutcome.Repeated,
            nameof(PublishOutcome.Late) => PublishOutcome.Late,
            var other => throw new UnreachableException($"publish.lua returned '{other}'."),
        };
    }

    public Task DisconnectAsync(string userId, Guid? messageId, CancellationToken cancellationToken)
    {
        var keys = redis.Keys(userId);
        RedisKey[] touched = messageId is { } id ? [keys.Position, keys.Seen(id)] : [keys.Position];
        return RunAsync(RedisScript.Disconnect, touched, cancellationToken, (string)redis.Channel(userId)!, redis.PublishCommand, _logRetention);
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
