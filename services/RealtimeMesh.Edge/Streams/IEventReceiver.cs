namespace RealtimeMesh.Edge.Streams;

/// <summary>What a user's messages come to, once they are in order. Called under the lock of the order; never waits.</summary>
internal interface IEventReceiver
{
    /// <summary>An event that is next in order, or one that has no place in the order and so no id.</summary>
    void Deliver(ReadOnlySpan<byte> id, ReadOnlySpan<byte> type, ReadOnlySpan<byte> json);

    /// <summary>An operator ended the user's streams at this time, in Unix milliseconds of the log's clock.</summary>
    void Disconnected(long at);

    /// <summary>Something that is no message.</summary>
    void Dropped();

    /// <summary>The log could not be read. <see cref="Broken"/> follows. Called without the lock.</summary>
    void ReadFailed(Exception fault);

    /// <summary>It cannot be proven any more that nothing is missing.</summary>
    void Broken();
}
