using System.Collections.Concurrent;

namespace RealtimeMesh.Testing.Streams;

/// <summary>One attempt to read a user's events, from the request to the end.</summary>
public sealed class StreamConnection(StreamCursor? lastEventId)
{
    private readonly ConcurrentQueue<ReceivedEvent> _events = [];
    private volatile StreamStart? _start;
    private volatile string? _end;

    /// <summary>What was asked to resume from.</summary>
    public StreamCursor? LastEventId => lastEventId;

    public DateTimeOffset RequestedAt { get; } = DateTimeOffset.UtcNow;

    /// <summary>The first event; null while there is none, for instance because the request was refused.</summary>
    public StreamStart? Start => _start;

    public IReadOnlyCollection<ReceivedEvent> Events => _events;

    /// <summary>The code of the last frame, <c>refused 503</c>, or how the connection broke; null while it is open.</summary>
    public string? End => _end;

    public override string ToString() =>
        $"{RequestedAt:HH:mm:ss.fff} from {lastEventId?.ToString() ?? "now"}: {_start?.ToString() ?? "no connected"}, "
        + $"{_events.Count} events{(_events.LastOrDefault() is { } last ? $" to {last.Id} at {last.At:HH:mm:ss.fff}" : "")}, {_end ?? "open"}";

    internal void Started(StreamStart start) => _start = start;

    internal void Received(ReceivedEvent received) => _events.Enqueue(received);

    internal void Ended(string how) => _end = $"{how} at {DateTimeOffset.UtcNow:HH:mm:ss.fff}";
}

/// <summary>What <c>connected</c> said.</summary>
public sealed record StreamStart(StreamCursor Id, bool Resumed, DateTimeOffset At)
{
    public override string ToString() => $"connected {At:HH:mm:ss.fff} at {Id} resumed:{(Resumed ? "true" : "false")}";
}
