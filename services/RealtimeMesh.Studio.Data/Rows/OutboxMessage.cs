namespace RealtimeMesh.Studio.Data.Rows;

/// <summary>A bus message stored with the change that it announces, and sent when the bus is there.</summary>
public sealed class OutboxMessage
{
    /// <summary>The message id on the bus. Version 7: messages are sent in this order.</summary>
    public required Guid Id { get; init; }

    /// <summary>Full .NET name of a contract.</summary>
    public required string Type { get; init; }

    public required string Body { get; init; }

    /// <summary>Until then one dispatcher has it in hand.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }

    public Guid? ClaimedBy { get; set; }
}
