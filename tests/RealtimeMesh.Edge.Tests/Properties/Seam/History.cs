using System.Text;
using RealtimeMesh.Edge.Frames;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Tests.Properties.Seam;

/// <summary>Everything that was ever published to the user, by epoch: what streams are held against.</summary>
internal sealed class History(string userId, IUserEventSource log)
{
    private readonly Dictionary<string, List<string>> _events = [];

    public void Add(ReadOnlyMemory<byte> message)
    {
        Assert.True(UserEventMessage.TryRead(message.Span, out var read));
        var epoch = Encoding.UTF8.GetString(read.Epoch);
        if (!_events.TryGetValue(epoch, out var events))
        {
            _events[epoch] = events = [];
        }

        events.Add(Encoding.UTF8.GetString(read.Event));
        Assert.Equal(events.Count, read.Offset);
    }

    public string EventAt(Cursor cursor)
    {
        Assert.True(cursor.Offset <= Count(cursor.Epoch), $"{cursor} was never published.");
        return _events[cursor.Epoch][(int)cursor.Offset - 1];
    }

    public int Count(string epoch) => _events.TryGetValue(epoch, out var events) ? events.Count : 0;

    /// <summary>Where the log ends now.</summary>
    public Cursor? Now() => log.CheckAsync(userId, [], 0).GetAwaiter().GetResult() is { } position ? new Cursor(position.Epoch, position.Offset) : null;

    /// <summary>Whether the log still has everything behind a cursor: it loses its oldest events first.</summary>
    public bool IsWholeBehind(Cursor cursor) =>
        log.ReadAsync(userId, cursor.Epoch, cursor.Offset + 1, cursor.Offset + 1, 1).GetAwaiter().GetResult() is { Count: 1 };
}
