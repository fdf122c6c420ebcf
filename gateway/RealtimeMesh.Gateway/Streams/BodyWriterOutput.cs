using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks.Sources;
using RealtimeMesh.Gateway.Http2;

namespace RealtimeMesh.Gateway.Streams;

/// <summary>
/// Writes a stream to a response of Kestrel's, as its client takes it. While one flush is on its way, what comes waits here: no more
/// than the stream's window, of which nothing is given back before.
/// </summary>
internal sealed class BodyWriterOutput(Http2Stream stream, PipeWriter body) : IStreamOutput, IValueTaskSource
{
    private const int Kept = 4 * 1024;

    private readonly Lock _lock = new();
    private ArrayBufferWriter<byte> _waiting = new(256);
    private ManualResetValueTaskSourceCore<bool> _signal;
    private bool _isIdle;
    private StreamOutcome _outcome;

    /// <summary>Until the stream has ended, or the client is gone.</summary>
    public async Task<StreamOutcome> RunAsync()
    {
        while (true)
        {
            await new ValueTask(this, Listen());
            int count;
            lock (_lock)
            {
                count = _waiting.WrittenCount;
                if (count == 0 && _outcome is not StreamOutcome.NotYet)
                {
                    break;
                }

                body.Write(_waiting.WrittenSpan);
                Empty();
            }

            if ((await body.FlushAsync()).IsCompleted)
            {
                stream.Cancel();
            }

            stream.Consumed(count);
        }

        // What called End is about to tell a thousand others; a whole pipeline follows here.
        await Task.Yield();
        return _outcome;
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        lock (_lock)
        {
            _waiting.Write(data);
            if (!_isIdle)
            {
                return;
            }

            _isIdle = false;
        }

        _signal.SetResult(true);
    }

    public void End(StreamOutcome outcome)
    {
        lock (_lock)
        {
            _outcome = outcome;
            if (!_isIdle)
            {
                return;
            }

            _isIdle = false;
        }

        _signal.SetResult(true);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _signal.GetStatus(token);

    void IValueTaskSource.GetResult(short token) => _signal.GetResult(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _signal.OnCompleted(continuation, state, token, flags);

    // From here on a signal comes; at once when there is something already.
    private short Listen()
    {
        _signal.Reset();
        var version = _signal.Version;
        bool isIdle;
        lock (_lock)
        {
            isIdle = _isIdle = _waiting.WrittenCount == 0 && _outcome is StreamOutcome.NotYet;
        }

        if (!isIdle)
        {
            _signal.SetResult(true);
        }

        return version;
    }

    private void Empty()
    {
        if (_waiting.Capacity > Kept)
        {
            _waiting = new ArrayBufferWriter<byte>(256);
        }
        else
        {
            _waiting.ResetWrittenCount();
        }
    }
}
