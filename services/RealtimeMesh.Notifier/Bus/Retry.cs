using System.Runtime.Serialization;
using System.Text.Json;
using MassTransit;
using RealtimeMesh.UserEventLog;

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
            retry.Handle<UserEventsUnavailableException>();
            retry.Exponential(int.MaxValue, First, Longest, First);
        });
        // Anything else may be a passing fault, but not for long.
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(fault => fault is not UserEventsUnavailableException && !IsFinal(fault));
            retry.Exponential(3, First, Longest, First);
        });
    }

    /// <summary>Whether the message itself is at fault.</summary>
    internal static bool IsFinal(Exception fault) => fault is RefusedMessageException or JsonException or SerializationException;
}
