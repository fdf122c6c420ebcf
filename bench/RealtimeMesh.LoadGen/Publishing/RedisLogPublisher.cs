using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.LoadGen.Streams;
using RealtimeMesh.UserEventLog;
using RealtimeMesh.UserEventLog.Redis;
using StackExchange.Redis;

namespace RealtimeMesh.LoadGen.Publishing;

/// <summary>The product's own way: the notifier's script, which keeps the event in the user's log and tells whoever listens.</summary>
internal sealed class RedisLogPublisher : IEventPublisher
{
    private readonly ServiceProvider _services;
    private readonly IUserEventPublisher _publisher;

    private RedisLogPublisher(ServiceProvider services)
    {
        _services = services;
        _publisher = services.GetRequiredService<IUserEventPublisher>();
    }

    public static async Task<RedisLogPublisher> ConnectAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:redis", options.Redis)]);
        builder.Logging.ClearProviders();
        builder.AddRedisUserEventLog("realtime-mesh-loadgen");

        // The connection is made in the background.
        var services = builder.Services.BuildServiceProvider();
        var connection = services.GetRequiredService<RedisConnection>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(options.Patience));
        while (!connection.IsConnected)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }

        if (options.BeginLogs)
        {
            await BeginLogsAsync(options);
        }

        return new RedisLogPublisher(services);
    }

    public Task PublishAsync(string userId, ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        _publisher.PublishAsync(userId, new OutgoingUserEvent { Json = json, Type = LoadEvent.Type, MessageId = Guid.CreateVersion7() }, cancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    // As an edge does when it opens a stream.
    private static async Task BeginLogsAsync(LoadOptions options)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(options.Redis);
        await Task.WhenAll(LoadUser.Of(options).Select(user =>
        {
            var position = new UserEventKeys(UserEventChannel.DefaultPrefix, user.Name).Position;
            return redis.GetDatabase().HashSetAsync(position, [new("e", RandomNumberGenerator.GetHexString(12, lowercase: true)), new("n", 0)]);
        }));
    }
}
