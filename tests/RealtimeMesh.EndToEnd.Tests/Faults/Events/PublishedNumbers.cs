using System.Collections.Concurrent;

namespace RealtimeMesh.EndToEnd.Tests.Faults.Events;

/// <summary>One user's numbers, 1, 2, 3 …, and when each was first sent.</summary>
internal sealed class PublishedNumbers
{
    private readonly ConcurrentQueue<DateTimeOffset> _sentAt = [];
    private volatile int _confirmed;

    /// <summary>The highest number that RabbitMQ has taken; all below are taken as well.</summary>
    public int Confirmed => _confirmed;

    public IReadOnlyList<DateTimeOffset> SentAt => [.. _sentAt];

    public int Next()
    {
        _sentAt.Enqueue(DateTimeOffset.UtcNow);
        return _sentAt.Count;
    }

    public void Confirm() => _confirmed++;
}
