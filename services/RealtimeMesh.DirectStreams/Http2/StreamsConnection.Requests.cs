using RealtimeMesh.Http2;

namespace RealtimeMesh.DirectStreams.Http2;

/// <content>Its requests, and the streams that they leave.</content>
internal sealed partial class StreamsConnection
{
    /// <summary>A request that is whole.</summary>
    /// <param name="id">Its stream.</param>
    /// <param name="head">Null where it is malformed.</param>
    /// <param name="window">Bytes that the client takes at first.</param>
    /// <returns>False when it was refused.</returns>
    public bool Serve(int id, RequestHead? head, int window)
    {
        var stream = new ResponseBytes(this, id, window);
        lock (_lock)
        {
            // What comes after the last words was never begun.
            _lastId = _isLeaving ? _lastId : id;
            if (head is not null && !_isLeaving && _streams.Count < MaxStreams && _served <= 2 * MaxStreams)
            {
                _streams.Add(id, stream);
                _served++;
                // Counted until it returns, and awaited at the end.
                _ = ServeAsync(head, stream);
                return true;
            }
        }

        Reset(id, head is null ? Http2ErrorCode.ProtocolError : Http2ErrorCode.RefusedStream);
        return false;
    }

    public ResponseBytes? Find(int id)
    {
        lock (_lock)
        {
            return _streams.GetValueOrDefault(id);
        }
    }

    public List<ResponseBytes> Streams()
    {
        lock (_lock)
        {
            return [.. _streams.Values];
        }
    }

    public void Forget(int id)
    {
        Remove(id);
        CloseIfLeft();
    }

    private void Remove(int id)
    {
        lock (_lock)
        {
            _streams.Remove(id);
        }
    }

    private async Task ServeAsync(RequestHead head, ResponseBytes stream)
    {
        await Task.Yield();
        try
        {
            await _requests.ServeAsync(head, stream, this);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            _requests.RequestFailed(fault);
            stream.Fail();
        }
        finally
        {
            Served();
        }
    }

    private void Served()
    {
        lock (_lock)
        {
            if (--_served == 0)
            {
                _allServed.TrySetResult();
            }
        }

        CloseIfLeft();
    }

    private void LoseAll()
    {
        List<ResponseBytes> streams;
        lock (_lock)
        {
            _isLeaving = true;
            streams = [.. _streams.Values];
        }

        streams.ForEach(stream => stream.Lose());
    }
}
