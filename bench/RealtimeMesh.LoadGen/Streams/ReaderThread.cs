using System.Collections.Concurrent;
using RealtimeMesh.LoadGen.Http;
using RealtimeMesh.LoadGen.SignalR;
using RealtimeMesh.LoadGen.Sockets;

namespace RealtimeMesh.LoadGen.Streams;

/// <summary>A thread that opens its streams and reads all of them. Whoever wants something of it posts it.</summary>
internal sealed class ReaderThread : IDisposable
{
    // More at once only make the server's queue of new connections overflow.
    private const int MostOpening = 500;
    private const int BufferSize = 256 * 1024;
    private const int IdleMilliseconds = 50;
    private const long RetryMicroseconds = 1_000_000;

    private readonly StreamTarget _target;
    private readonly MicroClock _clock;
    private readonly Epoll _epoll = new();
    private readonly Thread _thread;
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly PriorityQueue<LoadStream, long> _toOpen = new();
    private readonly Dictionary<int, Connection> _connections = [];
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferSize, pinned: true);
    private Http2Connection? _withRoom;
    private int _nextKey;
    private int _opening;
    private int _open;
    private volatile bool _isOver;
    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Exception? _failure;

    public ReaderThread(StreamTarget target, MicroClock clock, bool reconnects)
    {
        _target = target;
        _clock = clock;
        Reconnects = reconnects;
        _thread = new Thread(Run) { IsBackground = true, Name = "streams" };
        _thread.Start();
    }

    /// <summary>Since the last <see cref="BeginTally"/>.</summary>
    public StreamTally Tally { get; private set; } = new();

    /// <summary>Streams that the server ends are opened again.</summary>
    public bool Reconnects { get; }

    /// <summary>When the bytes that are being handled arrived, in Unix microseconds.</summary>
    public long Now { get; private set; }

    public int Open => Volatile.Read(ref _open);

    /// <exception cref="InvalidOperationException">The thread has died.</exception>
    public void Post(Action action)
    {
        ThrowIfDead();
        _posted.Enqueue(action);
        _epoll.Wake();
    }

    public void ThrowIfDead()
    {
        if (_failure is { } failure)
        {
            throw new InvalidOperationException($"The thread that reads streams died: {failure.Message}", failure);
        }
    }

    /// <summary>Posts, and waits until it is done.</summary>
    public Task PostAsync(Action action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            action();
            done.SetResult();
        });
        return Task.WhenAny(done.Task, _died.Task).Unwrap();
    }

    /// <summary>Of the thread itself: counts anew.</summary>
    public void BeginTally() => Tally = new StreamTally();

    /// <summary>Of the thread itself: opens a stream when its turn comes.</summary>
    public void OpenLater(LoadStream stream, long afterMicroseconds = 0) => _toOpen.Enqueue(stream, _clock.Now + afterMicroseconds);

    /// <summary>Of the thread itself: ends a stream, as a client that leaves or whose network is gone.</summary>
    public void Leave(LoadStream stream)
    {
        if (stream.Connection is { } connection)
        {
            Count(stream, StreamState.Closed);
            if (!connection.Leave(stream))
            {
                Forget(connection);
            }
        }
    }

    /// <summary>Of the thread itself: cuts all connections at once.</summary>
    public void CutAll()
    {
        _toOpen.Clear();
        foreach (var connection in _connections.Values)
        {
            foreach (var stream in connection.Streams)
            {
                Count(stream, StreamState.Closed);
            }

            connection.Wire.Cut();
        }

        _connections.Clear();
        _withRoom = null;
    }

    public void OnOpened(LoadStream stream)
    {
        Tally.Opened++;
        Count(stream, StreamState.Open);
    }

    public void OnRefused(LoadStream stream, int status, int retryAfterSeconds)
    {
        Tally.Refused++;
        Tally.CountReason($"HTTP {status}");
        Count(stream, StreamState.Closed);
        OpenLater(stream, Math.Max(RetryMicroseconds, retryAfterSeconds * 1_000_000L));
    }

    /// <summary>The server ended it, or the connection broke.</summary>
    public void OnEnded(LoadStream stream)
    {
        var wasOpen = stream.State is StreamState.Open;
        _ = wasOpen ? Tally.Ended++ : Tally.FailedToConnect++;
        Count(stream, StreamState.Closed);
        if (Reconnects || !wasOpen)
        {
            OpenLater(stream, RetryMicroseconds);
        }
    }

    public void Dispose()
    {
        _isOver = true;
        _epoll.Wake();
        _thread.Join();
        _epoll.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_isOver)
            {
                while (_posted.TryDequeue(out var action))
                {
                    action();
                }

                OpenNext();
                var ready = _epoll.Wait(_toOpen.Count > 0 ? 1 : IdleMilliseconds);
                for (var i = 0; i < ready; i++)
                {
                    if (_epoll.Key(i) is { } key && _connections.TryGetValue(key, out var connection))
                    {
                        Serve(connection);
                    }
                }
            }

            CutAll();
        }
        catch (Exception failure) when (failure is IOException or FormatException or DllNotFoundException or InvalidOperationException)
        {
            _failure = failure;
            _died.SetException(failure);
        }
    }

    private void OpenNext()
    {
        while (_opening < MostOpening && _toOpen.TryPeek(out var stream, out var due) && due <= _clock.Now)
        {
            _toOpen.Dequeue();
            if (stream.State is not StreamState.Closed)
            {
                continue;
            }

            Count(stream, StreamState.Opening);
            if (!_target.IsHttp2)
            {
                Watch(stream.Connection = _target.IsSignalR ? new SignalRConnection(_target.Connect(), stream, _target) : new Http1Connection(_target.Connect(), stream, _target));
            }
            else
            {
                if (_withRoom is not { HasRoom: true })
                {
                    Watch(_withRoom = new Http2Connection(_target.Connect(), _target, this));
                }

                _withRoom.Add(stream);
            }
        }
    }

    private void Watch(Connection connection)
    {
        connection.Key = _nextKey++;
        _connections.Add(connection.Key, connection);
        _epoll.Watch(connection.Wire.Descriptor, connection.Interest, connection.Key);
    }

    private void Serve(Connection connection)
    {
        Now = _clock.Now;
        var interest = connection.Interest;
        bool goesOn;
        try
        {
            goesOn = connection.OnReady(_buffer);
        }
        catch (FormatException malformed)
        {
            Tally.CountReason(malformed.Message);
            goesOn = false;
        }

        if (!goesOn)
        {
            Forget(connection);
        }
        else if (connection.Interest != interest)
        {
            _epoll.Change(connection.Wire.Descriptor, connection.Interest, connection.Key);
        }
    }

    private void Forget(Connection connection)
    {
        _connections.Remove(connection.Key);
        connection.Wire.Cut();
        if (ReferenceEquals(_withRoom, connection))
        {
            _withRoom = null;
        }

        foreach (var stream in connection.Streams.Where(stream => stream.State is not StreamState.Closed))
        {
            OnEnded(stream);
        }
    }

    /// <summary>Of the thread itself: stops or goes on reading a stream's connection.</summary>
    public void SetPaused(LoadStream stream, bool paused)
    {
        if (stream.Connection is { } connection)
        {
            (paused ? (Action)connection.Pause : connection.Resume)();
            _epoll.Change(connection.Wire.Descriptor, connection.Interest, connection.Key);
        }
    }

    private void Count(LoadStream stream, StreamState next)
    {
        _opening += (next is StreamState.Opening ? 1 : 0) - (stream.State is StreamState.Opening ? 1 : 0);
        Volatile.Write(ref _open, _open + (next is StreamState.Open ? 1 : 0) - (stream.State is StreamState.Open ? 1 : 0));
        stream.State = next;
        if (next is StreamState.Closed)
        {
            stream.Connection = null;
        }
    }
}
