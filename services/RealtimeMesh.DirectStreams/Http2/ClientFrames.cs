using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Http2.Hpack;

namespace RealtimeMesh.DirectStreams.Http2;

/// <summary>What a client's frames mean for its connection. Not thread-safe: the connection reads on one thread at a time.</summary>
internal sealed class ClientFrames(StreamsConnection connection, TimeProvider time) : IFrameReceiver
{
    // A client that works makes room in large pieces: small ones would be answered by frames as small.
    private const int SmallUpdate = 1024;

    private readonly FloodGuard _flood = new(time);
    private int _firstWindow = Setting.FirstWindow;
    private int _nextWindow = Setting.FirstWindow;
    private int _body;
    private int _lastId;

    public void OnHeaders(int streamId, ReadOnlySpan<byte> block, bool endsStream)
    {
        // Trailers too: there are no bodies for them to follow.
        if (streamId % 2 == 0 || streamId <= _lastId)
        {
            throw new Http2Exception(Http2ErrorCode.ProtocolError, $"Headers of stream {streamId} after those of {_lastId}");
        }

        _lastId = streamId;
        var fields = HeaderDecoder.Decode(block);
        if (!connection.Serve(streamId, endsStream ? RequestHead.Read(fields) : null, _firstWindow))
        {
            _flood.Count(time.GetTimestamp());
        }
    }

    public void OnData(int streamId, ReadOnlyMemory<byte> data, int flowLength, bool endsStream)
    {
        // Of a request that was refused for having a body: what is on its way already, and no window is given for more.
        CountIfBegun(streamId);
        _body += flowLength;
        if (_body > Setting.FirstWindow)
        {
            throw new Http2Exception(Http2ErrorCode.FlowControlError, "More than the window");
        }
    }

    public void OnReset(int streamId, Http2ErrorCode code)
    {
        CountIfBegun(streamId);
        connection.Find(streamId)?.Lose();
    }

    public void OnSetting(ushort id, uint value)
    {
        if (id is Setting.InitialWindowSize)
        {
            _nextWindow = value <= int.MaxValue ? (int)value : throw new Http2Exception(Http2ErrorCode.FlowControlError, $"A window of {value}");
        }
        else if ((id is Setting.EnablePush && value > 1) || (id is Setting.MaxFrameSize && value is < 16_384 or > 16_777_215))
        {
            throw new Http2Exception(Http2ErrorCode.ProtocolError, $"Setting {id} is {value}");
        }
    }

    public void OnSettingsEnd()
    {
        _flood.Count(time.GetTimestamp());
        var more = _nextWindow - _firstWindow;
        _firstWindow = _nextWindow;
        if (more != 0 && !connection.Streams().TrueForAll(stream => stream.TryWiden(more)))
        {
            throw new Http2Exception(Http2ErrorCode.FlowControlError, "Too large a window");
        }

        connection.Send(0, static (output, _) => output.WriteSettingsAck());
    }

    public void OnPing(ReadOnlySpan<byte> payload)
    {
        _flood.Count(time.GetTimestamp());
        connection.Send(payload.ToArray(), static (output, bytes) => output.WritePing(bytes, isAck: true));
    }

    // It opens no more streams, and keeps those that it has.
    public void OnGoAway(int lastStreamId, Http2ErrorCode code) => OnOther();

    public void OnWindowUpdate(int streamId, int bytes)
    {
        if (bytes < SmallUpdate)
        {
            _flood.Count(time.GetTimestamp());
        }

        if (streamId == 0)
        {
            connection.Window.Widen(bytes);
            return;
        }

        Begun(streamId);
        if (connection.Find(streamId) is { } stream && (bytes == 0 || !stream.TryWiden(bytes)))
        {
            stream.Reset(bytes == 0 ? Http2ErrorCode.ProtocolError : Http2ErrorCode.FlowControlError);
        }
    }

    public void OnOther() => _flood.Count(time.GetTimestamp());

    private void CountIfBegun(int streamId)
    {
        Begun(streamId);
        _flood.Count(time.GetTimestamp());
    }

    private void Begun(int streamId)
    {
        if (streamId > _lastId || streamId % 2 == 0)
        {
            throw new Http2Exception(Http2ErrorCode.ProtocolError, $"Stream {streamId} has not begun");
        }
    }
}
