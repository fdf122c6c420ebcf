namespace RealtimeMesh.UserEventLog;

/// <summary>Where a user's log ends.</summary>
/// <param name="Epoch">Changes when the log begins anew: offsets of different epochs have nothing to do with each other.</param>
/// <param name="Offset">Of the newest event; 0 when there was none.</param>
/// <param name="Disconnected">When an operator ended the user's streams, in Unix milliseconds of the log's clock; 0 if never. Only ever rises.</param>
/// <param name="Event">The event at the offset that was asked for, if the log still has it.</param>
public sealed record UserPosition(string Epoch, long Offset, long Disconnected, ReadOnlyMemory<byte>? Event)
{
    /// <summary>The first events behind the cursor that was asked for, in order: those that are still there, none where the epoch is another.</summary>
    public IReadOnlyList<LoggedUserEvent> Missed { get; init; } = [];
}
