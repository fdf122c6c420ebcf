using System.Collections.Concurrent;

namespace RealtimeMesh.Notifier.Routing;

/// <summary>What is known of a message beside its content. Lives as long as its delivery, over all tries.</summary>
internal sealed class Incoming(Guid? messageId, string? traceParent)
{
    private ConcurrentDictionary<string, bool>? _told;

    /// <summary>The same when it is delivered again.</summary>
    public Guid? MessageId => messageId;

    /// <summary>W3C trace context.</summary>
    public string? TraceParent => traceParent;

    /// <summary>Of many users, those who have it. Used by one try at a time.</summary>
    public ConcurrentDictionary<string, bool> Told => _told ??= new(StringComparer.Ordinal);
}
