using System.Security.Cryptography;
using System.Text;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.AllInOne.Brokers;

/// <summary>One user's log, as the scripts keep it in Redis. Not thread-safe.</summary>
internal sealed class UserLog(UserEventLogOptions options, TimeProvider time)
{
    private static readonly TimeSpan SequenceRetention = TimeSpan.FromDays(1);

    private readonly Expiring<Guid, bool> _seen = new(time);
    private readonly Expiring<Guid, long> _sequences = new(time);
    private readonly Expiring<string, bool> _streams = new(time);
    private readonly Queue<LoggedUserEvent> _events = new();
    private DateTimeOffset _eventsExpire;
    private DateTimeOffset _expires;
    private string _epoch = NewEpoch();
    private long _offset;
    private long _disconnected;

    public List<MessageReceiver> Receivers { get; } = [];

    /// <summary>Nobody has had a stream for so long that nobody can resume, and nobody listens.</summary>
    public bool IsForgotten => !IsOpen && Receivers.Count == 0;

    private bool IsOpen => time.GetUtcNow() < _expires;

    public PublishOutcome Publish(OutgoingUserEvent userEvent)
    {
        if (!IsOpen || (userEvent.OnlyIfConnected && _streams.Count == 0))
        {
            return PublishOutcome.NotConnected;
        }

        if (WasSeen(userEvent.MessageId))
        {
            return PublishOutcome.Repeated;
        }

        if (userEvent.Job is { } job && _sequences.TryGet(job.JobId, out var highest) && highest >= job.Sequence)
        {
            return PublishOutcome.Late;
        }

        Append(userEvent);
        return PublishOutcome.Published;
    }

    public long Disconnect(Guid? messageId)
    {
        if (IsOpen && !WasSeen(messageId))
        {
            See(messageId);
            Send(Encoding.UTF8.GetBytes($$"""{"disconnect":{{_disconnected = Math.Max(_disconnected + 1, time.GetUtcNow().ToUnixTimeMilliseconds())}}}"""));
        }

        return _disconnected;
    }

    public UserPosition? Open(string streamId, int maxStreams, Cursor? after, int count)
    {
        if (_streams.Count >= maxStreams)
        {
            return null;
        }

        if (!IsOpen)
        {
            Begin();
        }

        Keep([streamId]);
        var position = Position(_offset);
        return after?.Epoch == _epoch ? position with { Missed = [.. Events().Where(logged => logged.Offset > after.Value.Offset).Take(count)] } : position;
    }

    public bool Close(string streamId) => _streams.Remove(streamId);

    public UserPosition? Check(IReadOnlyCollection<string> streamIds, long offset)
    {
        if (!IsOpen)
        {
            return null;
        }

        Keep(streamIds);
        return Position(offset);
    }

    public IReadOnlyList<LoggedUserEvent>? Read(string epoch, long from, long to, int count) => IsOpen && epoch == _epoch
        ? [.. Events().Where(logged => logged.Offset >= from && logged.Offset <= to).Take(count)]
        : null;

    public bool BeginAnew(string epoch)
    {
        var isCurrent = epoch == _epoch;
        if (isCurrent)
        {
            Begin();
        }

        return isCurrent;
    }

    public long CountStreams() => _streams.Count;

    private static string NewEpoch() => RandomNumberGenerator.GetHexString(12, lowercase: true);

    private void Begin()
    {
        (_epoch, _offset) = (NewEpoch(), 0);
        _events.Clear();
    }

    private void Keep(IEnumerable<string> streamIds)
    {
        foreach (var streamId in streamIds)
        {
            _streams.Set(streamId, true, IUserEventSource.StreamRetention);
        }

        _expires = time.GetUtcNow() + options.PositionRetention;
    }

    private Queue<LoggedUserEvent> Events()
    {
        if (time.GetUtcNow() >= _eventsExpire)
        {
            _events.Clear();
        }

        return _events;
    }

    private UserPosition Position(long offset)
    {
        var found = Events().FirstOrDefault(logged => logged.Offset == offset);
        return new UserPosition(_epoch, _offset, _disconnected, found.Offset == 0 ? default(ReadOnlyMemory<byte>?) : found.Json);
    }

    private void Append(OutgoingUserEvent userEvent)
    {
        Events().Enqueue(new LoggedUserEvent(++_offset, Encoding.UTF8.GetBytes(userEvent.Type), userEvent.Json));
        while (_events.Count > options.LogLength)
        {
            _events.Dequeue();
        }

        _eventsExpire = time.GetUtcNow() + options.LogRetention;
        See(userEvent.MessageId);
        if (userEvent.Job is { } job)
        {
            _sequences.Set(job.JobId, job.Sequence, SequenceRetention);
        }

        Send([.. Encoding.UTF8.GetBytes($$"""{"id":"{{_epoch}}-{{_offset}}"""), .. userEvent.EnvelopeAfterId()]);
    }

    private bool WasSeen(Guid? messageId) => messageId is { } id && _seen.TryGet(id, out _);

    private void See(Guid? messageId)
    {
        if (messageId is { } id)
        {
            _seen.Set(id, true, options.LogRetention);
        }
    }

    private void Send(byte[] message) => Receivers.ForEach(receive => receive(message, more: false));
}
