using System.Text;
using System.Text.Json;

namespace RealtimeMesh.UserEventLog;

/// <summary>An event on its way to a user, with what tells a repeat or a latecomer from news.</summary>
public sealed record OutgoingUserEvent
{
    // The same for all users of a message.
    private string? _beforeEvent;
    private string? _afterEvent;

    /// <summary>The event in UTF-8: one JSON object on one line.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The event's <c>type</c>, so that nobody further on has to look into it.</summary>
    public required string Type { get; init; }

    /// <summary>The id of the bus message: the same when it is delivered again. A message in raw JSON may have none, and is never a repeat then.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>Where the event stands among those of its job, if it is a job's.</summary>
    public JobSequence? Job { get; init; }

    /// <summary>W3C trace context of whoever published it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Not even kept for a user without a stream.</summary>
    public bool OnlyIfConnected { get; init; }

    /// <summary>What is published between the event's id and the event: <c>","type":…,"event":</c>.</summary>
    public string BeforeEvent => _beforeEvent ??= $"\",\"type\":\"{JsonEncodedText.Encode(Type)}\",\"event\":";

    /// <summary>What is published behind the event.</summary>
    public string AfterEvent => TraceParent is null ? "}" : _afterEvent ??= $",\"traceparent\":\"{JsonEncodedText.Encode(TraceParent)}\"}}";

    /// <summary>All that is published behind the event's id.</summary>
    public byte[] EnvelopeAfterId() => [.. Encoding.UTF8.GetBytes(BeforeEvent), .. Json.Span, .. Encoding.UTF8.GetBytes(AfterEvent)];
}

/// <summary>The sequence rises with every event of the job.</summary>
public sealed record JobSequence(Guid JobId, long Sequence);
