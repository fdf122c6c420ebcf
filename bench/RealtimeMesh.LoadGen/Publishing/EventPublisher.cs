namespace RealtimeMesh.LoadGen.Publishing;

/// <summary>A way by which events come to the server. Thread-safe.</summary>
internal interface IEventPublisher : IAsyncDisposable
{
    /// <summary>Publishes an event for a user; done when whoever takes it has said so.</summary>
    Task PublishAsync(string userId, ReadOnlyMemory<byte> json, CancellationToken cancellationToken);
}

internal static class EventPublisher
{
    /// <returns>Null for <c>none</c>.</returns>
    /// <exception cref="FormatException">There is no such way.</exception>
    public static async Task<IEventPublisher?> ConnectAsync(LoadOptions options, CancellationToken cancellationToken) => options.Publish switch
    {
        "redis" => await RedisLogPublisher.ConnectAsync(options, cancellationToken),
        "pubsub" => await RedisChannelPublisher.ConnectAsync(options),
        "bus" => await BusPublisher.ConnectAsync(options, isEnvelope: false, cancellationToken),
        "bus-envelope" => await BusPublisher.ConnectAsync(options, isEnvelope: true, cancellationToken),
        "http" => new HttpPublisher(options),
        "none" => null,
        var other => throw new FormatException($"--publish is '{other}'; it must be redis, pubsub, bus, bus-envelope, http or none."),
    };
}
