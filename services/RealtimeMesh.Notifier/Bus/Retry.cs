using System.Runtime.Serialization;
using System.Text.Json;
using MassTransit;
using StackExchange.Redis;

namespace RealtimeMesh.Notifier.Bus;

/// <summary>The bus is the only place that retries.</summary>
internal static class Retry
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static void UseRetry(this IReceiveEndpointConfigurator endpoint)
    {
        // While Redis is away its events stay unacknowledged in RabbitMQ, however long that takes.
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(IsAway);
            retry.Exponential(int.MaxValue, First, Longest, First);
        });
        // Anything else may be a passing fault, but not for long.
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(fault => !IsAway(fault) && !IsFinal(fault));
            retry.Exponential(3, First, Longest, First);
        });
    }

    /// <summary>Whether Redis cannot take an event now, but will.</summary>
    internal static bool IsAway(Exception fault) => fault switch
    {
        RedisConnectionException or RedisTimeoutException => true,
        RedisServerException server => server.Kind is RedisErrorKind.Loading or RedisErrorKind.ReadOnly or RedisErrorKind.MasterDown
            or RedisErrorKind.NoReplicas or RedisErrorKind.ClusterDown or RedisErrorKind.TryAgain or RedisErrorKind.Moved or RedisErrorKind.Ask
            or RedisErrorKind.Busy or RedisErrorKind.MaxClients or RedisErrorKind.OutOfMemory or RedisErrorKind.Misconfigured,
        _ => false,
    };

    /// <summary>Whether the message itself is at fault.</summary>
    internal static bool IsFinal(Exception fault) => fault is RefusedMessageException or JsonException or SerializationException;
}
