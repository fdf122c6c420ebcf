namespace RealtimeMesh.Edge.Streams;

/// <summary>The streams of a channel. Not thread-safe.</summary>
internal readonly struct ChannelMembers()
{
    // Both are short, but for users with thousands of streams.
    private readonly List<EventStream> _joining = new(0);

    /// <summary>These have a place in the order: they get what comes after it.</summary>
    public List<EventStream> Joined { get; } = [];

    public int Count => _joining.Count + Joined.Count;

    public void Begin(EventStream stream) => _joining.Add(stream);

    /// <returns>False when it has left meanwhile.</returns>
    public bool Place(EventStream stream)
    {
        var joining = _joining.Remove(stream);
        if (joining)
        {
            Joined.Add(stream);
        }

        if (_joining.Count == 0)
        {
            _joining.TrimExcess();
        }

        return joining;
    }

    public bool Remove(EventStream stream) => Joined.Remove(stream) || _joining.Remove(stream);
}
