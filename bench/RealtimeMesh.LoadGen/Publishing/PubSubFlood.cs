using System.Net;
using System.Net.Sockets;
using System.Text;
using RealtimeMesh.LoadGen.Streams;

namespace RealtimeMesh.LoadGen.Publishing;

/// <summary>
/// Plain PUBLISH to all users in turn, hundreds of thousands a second: each user's command is made once, and only time and number are written over.
/// </summary>
internal sealed class PubSubFlood : IDisposable
{
    private const int Batch = 256;

    // Answers that Redis owes: bounded, so that what is offered waits behind Redis and not before it.
    private const int MostUnanswered = 8 * Batch;

    private readonly IReadOnlyList<LoadUser> _users;
    private readonly MicroClock _clock;
    private readonly TimeProvider _time;
    private readonly Socket _redis = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _commands;
    private readonly int[] _starts;
    private readonly byte[] _answers = new byte[64 * 1024];
    private readonly int _size;
    private int _next;
    private int _unanswered;

    public PubSubFlood(LoadOptions options, IReadOnlyList<LoadUser> users, MicroClock clock, TimeProvider time)
    {
        _users = users;
        _clock = clock;
        _time = time;
        _size = options.Size;
        (_commands, _starts) = Create(options, users);
        var address = options.Redis.Split(',')[0];
        _redis.Connect(IPEndPoint.TryParse(address, out var endPoint) ? endPoint : throw new FormatException($"--redis is '{address}'; overload needs address and port."));
    }

    /// <returns>How many were published.</returns>
    public Task<long> RunAsync(double rate, double seconds, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => Run(rate, seconds, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose() => _redis.Dispose();

    private long Run(double rate, double seconds, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var sent = 0L;
        while (_time.GetElapsedTime(started).TotalSeconds is var elapsed && elapsed < seconds && !cancellationToken.IsCancellationRequested)
        {
            var due = rate > 0 ? (long)(elapsed * rate) - sent : Batch;
            if (due <= 0)
            {
                // Answers or a moment, whichever comes first.
                _redis.Poll(500, SelectMode.SelectRead);
                ReadAnswers();
                continue;
            }

            sent += Send((int)Math.Min(due, Batch));
            while (_unanswered > MostUnanswered || _redis.Available > 0)
            {
                ReadAnswers();
            }
        }

        while (_unanswered > 0)
        {
            ReadAnswers();
        }

        return sent;
    }

    private int Send(int count)
    {
        count = Math.Min(count, _users.Count - _next);
        var now = _clock.Now;
        for (var i = _next; i < _next + count; i++)
        {
            // The event is the end of its command, before the line's end.
            LoadEvent.Overwrite(_commands.AsSpan(_starts[i + 1] - 2 - _size, _size), now, _users[i].NextNumber());
        }

        for (var bytes = _commands.AsSpan(_starts[_next].._starts[_next + count]); !bytes.IsEmpty;)
        {
            bytes = bytes[_redis.Send(bytes)..];
        }

        _unanswered += count;
        _next = (_next + count) % _users.Count;
        return count;
    }

    private void ReadAnswers()
    {
        if (_unanswered == 0)
        {
            return;
        }

        var length = _redis.Receive(_answers);
        if (length == 0 || _answers.AsSpan(0, length).Contains((byte)'-'))
        {
            throw new InvalidOperationException($"Redis did not take an event: {Encoding.ASCII.GetString(_answers, 0, Math.Min(length, 200))}");
        }

        _unanswered -= _answers.AsSpan(0, length).Count((byte)'\n');
    }

    private static (byte[] Commands, int[] Starts) Create(LoadOptions options, IReadOnlyList<LoadUser> users)
    {
        var starts = new int[users.Count + 1];
        using var commands = new MemoryStream();
        foreach (var (i, user) in users.Index())
        {
            starts[i] = (int)commands.Length;
            var channel = options.Channel.Replace(StreamTarget.User, user.Name, StringComparison.Ordinal);
            commands.Write(Encoding.UTF8.GetBytes($"*3\r\n$7\r\nPUBLISH\r\n${Encoding.UTF8.GetByteCount(channel)}\r\n{channel}\r\n${options.Size}\r\n"));
            commands.Write([.. LoadEvent.Create(options.Size, 0, LoadEvent.First), .. "\r\n"u8]);
        }

        starts[users.Count] = (int)commands.Length;
        return (commands.ToArray(), starts);
    }
}
