using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Streams;

/// <summary>What a client missed: the events of the log between its cursor and where its stream joined, a page at a time.</summary>
internal sealed class Replay(EventStream stream, IUserEventSource source)
{
    // With the largest events as much as may wait for a reader anyway.
    public const int PageSize = 16;

    private IReadOnlyList<LoggedUserEvent> _page = [];
    private long _next;

    /// <summary>Where the stream starts from: the client's cursor, if it can be resumed from.</summary>
    public Cursor From { get; private set; } = stream.JoinedAt;

    public bool IsResumed { get; private set; }

    /// <summary>Whether the next events need not be waited for.</summary>
    public bool HasPage => IsResumed && _page.Count > 0;

    private long End => stream.JoinedAt.Offset;

    /// <summary>Resumes if it can be proven that nothing is missing: every event behind the cursor is there.</summary>
    /// <exception cref="UserEventsUnavailableException">The log cannot be read just now.</exception>
    public async Task BeginAsync()
    {
        _page = stream.TakeMissed();
        if (stream.Request.Cursor is not { } cursor || cursor.Epoch != stream.JoinedAt.Epoch || cursor.Offset > End)
        {
            return;
        }

        _next = cursor.Offset + 1;
        if (_next > End || IsNext(_page) || await ReadAsync())
        {
            (From, IsResumed) = (cursor, true);
        }
    }

    /// <returns>The next events in order, none at the end; null when they are no longer there.</returns>
    public async Task<IReadOnlyList<LoggedUserEvent>?> NextAsync()
    {
        if (!IsResumed || (_page.Count == 0 && _next > End))
        {
            return [];
        }

        if (_page.Count == 0 && !await ReadAsync())
        {
            return null;
        }

        var page = _page;
        _page = [];
        _next += page.Count;
        return page;
    }

    private async Task<bool> ReadAsync()
    {
        var page = await source.ReadAsync(stream.UserId, stream.JoinedAt.Epoch, _next, End, PageSize);
        _page = page ?? [];
        return IsNext(_page);
    }

    private bool IsNext(IReadOnlyList<LoggedUserEvent> page)
    {
        for (var i = 0; i < page.Count; i++)
        {
            if (page[i].Offset != _next + i)
            {
                return false;
            }
        }

        return page.Count > 0;
    }
}
