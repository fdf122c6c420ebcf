using System.IO.Hashing;
using System.Text;
using RealtimeMesh.Edge.Frames;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Streams;

/// <summary>
/// Brings one user's events into the order of the log, each once: what comes twice is dropped, and what is missing is read from the log
/// before anything later goes on. All under the lock, except reading.
/// </summary>
internal sealed class EventOrder(string userId, IUserEventSource source, IEventReceiver receiver, Lock mutex, int maxHeldBytes)
{
    // Up to half a megabyte, if each event has the largest size.
    private const int PageSize = 32;

    // What a held message costs besides its bytes.
    private const int Slot = 64;

    private readonly Queue<ReadOnlyMemory<byte>> _held = new();
    private int _heldBytes;
    private byte[] _epoch = [];
    private Task? _filling;
    private bool _isBroken;

    /// <summary>The last event that was delivered, or where the log ended when this began; null before that.</summary>
    public Cursor? Last { get; private set; }

    /// <summary>
    /// The log seems to hold another event where <see cref="Last"/> was delivered: a replica took over that had not got it. Nothing more is delivered
    /// until the log has been asked.
    /// </summary>
    public bool IsDoubtful { get; private set; }

    /// <summary>How many messages have come, whatever they were.</summary>
    public long Received { get; private set; }

    /// <summary>Completes when nothing is being read.</summary>
    public Task Filling => _filling ?? Task.CompletedTask;

    /// <summary>A message as it was published.</summary>
    public void Receive(ReadOnlyMemory<byte> message)
    {
        lock (mutex)
        {
            Received++;
            if (_isBroken)
            {
                return;
            }

            if (Last is null || _filling is not null || IsDoubtful)
            {
                Hold(message);
            }
            else if (message.Length <= maxHeldBytes / 2 && UserEventMessage.TryRead(message.Span, out var read))
            {
                Receive(read, message);
            }
            else
            {
                receiver.Dropped();
            }
        }
    }

    /// <summary>Begins at a position if it has not begun, and else reads up to it.</summary>
    /// <returns>False when that position belongs to another log than what was delivered, or may do so.</returns>
    public async Task<bool> ReachAsync(UserPosition position)
    {
        while (true)
        {
            Task filling;
            lock (mutex)
            {
                if (Last is null)
                {
                    Begin(position);
                }

                if (_isBroken || IsDoubtful || Last!.Value.Epoch != position.Epoch)
                {
                    return false;
                }

                if (Last.Value.Offset >= position.Offset)
                {
                    return true;
                }

                filling = _filling ??= FillAsync(position.Offset);
            }

            await filling;
        }
    }

    /// <summary>Of the event at <see cref="Last"/>; null when it is not known.</summary>
    public ulong? LastHash { get; private set; }

    public static ulong Hash(ReadOnlySpan<byte> json) => XxHash3.HashToUInt64(json);

    /// <summary>The log has been asked, and holds what was delivered.</summary>
    public void Trust()
    {
        lock (mutex)
        {
            IsDoubtful = false;
            if (Last is not null && _filling is null)
            {
                ReceiveHeld();
            }
        }
    }

    private void Begin(UserPosition position)
    {
        Last = new Cursor(position.Epoch, position.Offset);
        _epoch = Encoding.UTF8.GetBytes(position.Epoch);
        LastHash = position.Event is { } newest ? Hash(newest.Span) : null;
        ReceiveHeld();
    }

    private void Receive(UserEventMessage read, ReadOnlyMemory<byte> message)
    {
        if (read.Disconnected is { } at)
        {
            receiver.Disconnected(at);
        }
        else if (read.Id.IsEmpty)
        {
            receiver.Deliver(default, read.Type, read.Event);
        }
        else if (!read.Epoch.SequenceEqual(_epoch))
        {
            Break();
        }
        else if (read.Offset == Last!.Value.Offset + 1)
        {
            Deliver(read.Offset, read.Id, read.Type, read.Event);
        }
        else if (read.Offset > Last.Value.Offset)
        {
            Hold(message);
            _filling = FillAsync(read.Offset - 1);
        }
        else if (read.Offset == Last.Value.Offset && LastHash is { } delivered && Hash(read.Event) != delivered)
        {
            IsDoubtful = true;
        }
    }

    private void Deliver(long offset, ReadOnlySpan<byte> id, ReadOnlySpan<byte> type, ReadOnlySpan<byte> json)
    {
        Last = Last!.Value with { Offset = offset };
        LastHash = Hash(json);
        receiver.Deliver(id, type, json);
    }

    private void Hold(ReadOnlyMemory<byte> message)
    {
        // A copy: the bytes are the source's.
        _held.Enqueue(message.ToArray());
        _heldBytes += message.Length + Slot;
        if (_heldBytes > maxHeldBytes)
        {
            Break();
        }
    }

    // What has to wait again goes to the end, and all behind it with it: the order stays.
    private void ReceiveHeld()
    {
        for (var left = _held.Count; left > 0 && !_isBroken; left--)
        {
            var message = _held.Dequeue();
            _heldBytes -= message.Length + Slot;
            Received--;
            Receive(message);
        }
    }

    private void Break()
    {
        _isBroken = true;
        _held.Clear();
        receiver.Broken();
    }

    private async Task FillAsync(long to)
    {
        // Not on the thread that holds the lock.
        await Task.Yield();
        var isWhole = await TryReadUpToAsync(to);
        lock (mutex)
        {
            _filling = null;
            if (isWhole)
            {
                ReceiveHeld();
            }
            else if (!_isBroken && !IsDoubtful)
            {
                Break();
            }
        }
    }

    private async Task<bool> TryReadUpToAsync(long to)
    {
        try
        {
            // While it fills, nobody else moves Last.
            while (Last!.Value.Offset < to)
            {
                // From the last one on: if the log holds another there, what follows is not what followed.
                var page = await source.ReadAsync(userId, Last.Value.Epoch, Last.Value.Offset, to, PageSize);
                lock (mutex)
                {
                    if (page is not { Count: > 0 } || page[^1].Offset <= Last.Value.Offset || !page.All(TryDeliver))
                    {
                        return false;
                    }
                }
            }

            return true;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Whatever it is, the streams end; their clients resume when the log can be read.
            receiver.ReadFailed(fault);
            return false;
        }
    }

    private bool TryDeliver(LoggedUserEvent logged)
    {
        if (logged.Offset == Last!.Value.Offset)
        {
            IsDoubtful |= LastHash is { } delivered && Hash(logged.Json.Span) != delivered;
            return !IsDoubtful;
        }

        if (_isBroken || logged.Offset != Last.Value.Offset + 1)
        {
            return false;
        }

        var id = Encoding.UTF8.GetBytes((Last.Value with { Offset = logged.Offset }).ToString());
        Deliver(logged.Offset, id, UserEventMessage.TypeOf(logged), logged.Json.Span);
        return true;
    }
}
