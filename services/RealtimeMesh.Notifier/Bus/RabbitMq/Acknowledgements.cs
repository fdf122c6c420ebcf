using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace RealtimeMesh.Notifier.Bus.RabbitMq;

/// <summary>
/// Acknowledges the deliveries of one channel, as many with one frame as are done in a row. A delivery that waits for its next try, or holds up
/// half of the others, is set apart: as long as there is one, the others are acknowledged each by itself. Thread-safe.
/// </summary>
internal sealed class Acknowledgements(IChannel channel, int prefetch)
{
    private const int Batch = 32;

    private readonly Lock _lock = new();
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    // By delivery tag, from the oldest to the newest: all are unacknowledged, so there are never more than the prefetch.
    private readonly State[] _states = new State[prefetch];
    private ulong _oldest = 1;
    private ulong _newest;
    private int _done;

    private readonly HashSet<ulong> _apart = [];
    private List<ulong> _single = [];

    private enum State : byte
    {
        UnderWay,
        Waiting,
        Done,
    }

    public void Begin(ulong tag)
    {
        lock (_lock)
        {
            _newest = tag;
            StateOf(tag) = State.UnderWay;
        }
    }

    /// <summary>It waits for its next try, and nothing waits for it.</summary>
    public void SetApart(ulong tag)
    {
        lock (_lock)
        {
            if (tag >= _oldest)
            {
                StateOf(tag) = State.Waiting;
            }
        }

        _news.Writer.TryWrite(true);
    }

    /// <summary>It need not be delivered again.</summary>
    public void Complete(ulong tag)
    {
        lock (_lock)
        {
            if (tag < _oldest)
            {
                _apart.Remove(tag);
                _single.Add(tag);
            }
            else
            {
                StateOf(tag) = State.Done;
                _done++;
                if (!IsHeldUp && !IsBatch)
                {
                    return;
                }
            }
        }

        _news.Writer.TryWrite(true);
    }

    /// <summary>Acknowledges until <see cref="Stop"/>, or the channel's end.</summary>
    public async Task RunAsync()
    {
        try
        {
            await foreach (var _ in _news.Reader.ReadAllAsync())
            {
                var (upTo, single) = Take();
                // First: RabbitMQ closes the channel over one that an acknowledgement of many has covered.
                foreach (var one in single)
                {
                    await channel.BasicAckAsync(one, multiple: false);
                }

                if (upTo is { } tag)
                {
                    await channel.BasicAckAsync(tag, multiple: true);
                }
            }
        }
        catch (Exception closed) when (closed is RabbitMQClientException or ObjectDisposedException or IOException)
        {
            // RabbitMQ delivers again what it has no acknowledgement of; the session hears of the channel's end by itself.
        }
    }

    /// <summary>Lets <see cref="RunAsync"/> end once everything that is done is acknowledged.</summary>
    public void Stop()
    {
        _news.Writer.TryWrite(true);
        _news.Writer.TryComplete();
    }

    // Whatever else is under way will be done soon, or set apart.
    private bool IsBatch => StateOf(_oldest) is State.Done && (_done >= Batch || (ulong)_done == _newest - _oldest + 1);

    private bool IsHeldUp => _done >= prefetch / 2;

    private ref State StateOf(ulong tag) => ref _states[tag % (ulong)_states.Length];

    private (ulong? UpTo, List<ulong> Single) Take()
    {
        lock (_lock)
        {
            ulong? upTo = null;
            var single = _single;
            for (; _oldest <= _newest; _oldest++)
            {
                if (StateOf(_oldest) is State.Done)
                {
                    _done--;
                    if (_apart.Count > 0)
                    {
                        single.Add(_oldest);
                    }
                    else
                    {
                        upTo = _oldest;
                    }
                }
                else if (StateOf(_oldest) is State.Waiting || IsHeldUp)
                {
                    _apart.Add(_oldest);
                }
                else
                {
                    break;
                }
            }

            _single = single.Count > 0 ? [] : single;
            return (upTo, single.Count > 0 ? single : []);
        }
    }
}
