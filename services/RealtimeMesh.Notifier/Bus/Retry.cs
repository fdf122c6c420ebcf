using System.Runtime.Serialization;
using System.Text.Json;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Notifier.Bus;

/// <summary>The bus is the only place that retries. While Redis is away its events stay unacknowledged, however long; any other fault may pass too, but not for long.</summary>
internal static class Retry
{
    /// <summary>Tries after the first, of what Redis is there for and does not take.</summary>
    public const int Most = 3;

    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private const int MostDoublings = 5;

    /// <summary>Whether the message itself is at fault.</summary>
    public static bool IsFinal(Exception fault) => fault is RefusedMessageException or JsonException or SerializationException;

    /// <param name="fault">What the last try ended with.</param>
    /// <param name="retries">How many there have been.</param>
    public static bool IsWorthwhile(Exception fault, int retries) => fault is UserEventsUnavailableException || (!IsFinal(fault) && retries < Most);

    /// <summary>Doubles with each try, up to <see cref="Longest"/>, give or take a fifth.</summary>
    public static TimeSpan Delay(int retries)
    {
        var delay = First * (1 << Math.Min(retries, MostDoublings));
        return (delay < Longest ? delay : Longest) * (0.8 + (0.4 * Random.Shared.NextDouble()));
    }
}
