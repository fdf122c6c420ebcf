using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;

namespace RealtimeMesh.DirectStreams.Http2;

/// <summary>
/// A response's way to the peer: what the windows leave no room for waits. At first its request's, later <see cref="IDirectStream"/>. All that a
/// stream costs when its request is over is this. Thread-safe; nothing waits.
/// </summary>
internal sealed class ResponseBytes(StreamsConnection connection, int id, int window) : IDirectStream
{
    private readonly Lock _lock = new();
    private Http2Response? _response;
    private IDirectStreamOwner? _owner;
    private TaskCompletionSource? _drained;
    private WaitingBytes _waiting;
    private long _window = window;
    private int _maxWaiting = int.MaxValue;
    private bool _isEnding;
    private bool _isGone;

    public int Id => id;

    /// <summary>Its place among those that wait for the connection, which calls <see cref="Flush"/> then. The window's.</summary>
    public LinkedListNode<ResponseBytes>? Blocked { get; set; }

    public bool TakesChunks => false;

    public bool IsDrained => _waiting.IsEmpty;

    // What would come now nobody is there to miss.
    private bool IsOver => _isGone || _isEnding;

    /// <summary>Whose request it is, until it is taken.</summary>
    public void Begin(Http2Response response)
    {
        lock (_lock)
        {
            _response = response;
            if (_isGone)
            {
                Tell();
            }
        }
    }

    /// <summary>Takes it out of its request: see <see cref="DirectStream.TryTake"/>.</summary>
    public bool TryTake(IDirectStreamOwner owner, int maxWaiting)
    {
        lock (_lock)
        {
            if (IsOver)
            {
                return false;
            }

            (_response, _owner, _maxWaiting) = (null, owner, maxWaiting);
            return true;
        }
    }

    /// <summary>Sends the response's status and headers, encoded.</summary>
    public void SendHead(ReadOnlySpan<byte> block)
    {
        lock (_lock)
        {
            if (!_isGone)
            {
                connection.SendHead(id, block);
            }
        }
    }

    /// <summary>Sends these bytes, which must not change until that is done.</summary>
    /// <returns>Until none of them waits, or nobody is there any more.</returns>
    public Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        lock (_lock)
        {
            if (IsOver || bytes.IsEmpty)
            {
                return Task.CompletedTask;
            }

            _waiting.Add(bytes);
            SendWaiting();
            return _waiting.IsEmpty ? Task.CompletedTask : (_drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public bool Send(ReadOnlyMemory<byte> bytes, bool flush = true) => Send(bytes.Span, ref bytes, flush);

    public bool Send(ReadOnlySpan<byte> bytes, ref ReadOnlyMemory<byte> copy, bool flush = true)
    {
        lock (_lock)
        {
            if (IsOver)
            {
                return true;
            }

            var sent = flush && _waiting.IsEmpty ? SendNow(bytes) : 0;
            return sent == bytes.Length || TryWait(bytes, ref copy, sent, flush);
        }
    }

    public void Flush()
    {
        lock (_lock)
        {
            SendWaiting();
        }
    }

    public void End(ReadOnlyMemory<byte> last, bool discard = false)
    {
        lock (_lock)
        {
            if (IsOver)
            {
                return;
            }

            if (discard)
            {
                _waiting.KeepRest();
            }

            _waiting.Add(last);
            (_isEnding, _response) = (true, null);
            SendWaiting();
        }
    }

    public void Abort() => Reset(Http2ErrorCode.Cancel);

    /// <summary>Breaks it off, and tells the peer.</summary>
    public void Reset(Http2ErrorCode code)
    {
        if (TryClose())
        {
            connection.Reset(id, code);
        }
    }

    /// <summary>The same for a request that is over: it need not be told.</summary>
    public void Fail()
    {
        lock (_lock)
        {
            _response = null;
        }

        Reset(Http2ErrorCode.InternalError);
    }

    /// <summary>The peer wants no more of it, or is not there any more.</summary>
    public void Lose()
    {
        if (TryClose())
        {
            connection.Forget(id);
        }
    }

    /// <summary>The peer takes so many bytes more, or fewer.</summary>
    /// <returns>False when that is more than there can be.</returns>
    public bool TryWiden(int bytes)
    {
        lock (_lock)
        {
            if (_window + bytes > int.MaxValue)
            {
                return false;
            }

            _window += bytes;
            SendWaiting();
            return true;
        }
    }

    private bool TryWait(ReadOnlySpan<byte> bytes, ref ReadOnlyMemory<byte> copy, int sent, bool flush)
    {
        // The rest of what has begun has to follow, however much waits.
        if (sent == 0 && IsTooMuch(bytes.Length))
        {
            // It may only have been held back.
            SendWaiting();
            if (IsTooMuch(bytes.Length))
            {
                return false;
            }
        }

        copy = copy.IsEmpty ? bytes.ToArray() : copy;
        _waiting.Add(copy, sent);
        if (flush)
        {
            SendWaiting();
        }

        return true;
    }

    private bool IsTooMuch(int bytes) => _waiting.Count + WaitingBytes.Cost(bytes) > _maxWaiting;

    private int SendNow(ReadOnlySpan<byte> bytes)
    {
        var sent = 0;
        while (sent < bytes.Length && _window > 0)
        {
            var rest = bytes[sent..];
            var taken = connection.SendData(this, rest[..(int)Math.Min(rest.Length, Math.Min(_window, FrameParser.MaxPayload))]);
            if (taken == 0)
            {
                break;
            }

            _window -= taken;
            sent += taken;
        }

        if (sent > 0)
        {
            _owner?.Sent(sent);
        }

        return sent;
    }

    private void SendWaiting()
    {
        while (!_waiting.IsEmpty)
        {
            if (_window <= 0 || Blocked is not null)
            {
                // What waits would be gathered in vain.
                return;
            }

            var batch = _waiting.Peek();
            var sent = SendNow(batch);
            _waiting.Remove(sent);
            if (sent < batch.Length)
            {
                return;
            }
        }

        _drained?.TrySetResult();
        _drained = null;
        if (_isEnding && !_isGone)
        {
            Close();
            connection.End(id);
        }
    }

    private bool TryClose()
    {
        lock (_lock)
        {
            if (_isGone)
            {
                return false;
            }

            Close();
            return true;
        }
    }

    private void Close()
    {
        _isGone = true;
        _waiting.Clear();
        _drained?.TrySetResult();
        _drained = null;
        connection.Window.Forget(this);
        Tell();
        (_owner, _response) = (null, null);
    }

    // Not within this lock, nor the caller's.
    private void Tell()
    {
        if (_owner is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static owner => owner.Closed(), _owner, preferLocal: false);
        }
        else if (_response is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static response => response.Aborted(), _response, preferLocal: false);
        }
    }
}
