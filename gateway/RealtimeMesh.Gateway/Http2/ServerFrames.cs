using RealtimeMesh.Gateway.Diagnostics;
using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Http2.Hpack;

namespace RealtimeMesh.Gateway.Http2;

/// <summary>What a server's frames mean for its connection. Not thread-safe: the connection reads on one thread at a time.</summary>
internal sealed class ServerFrames(Http2Connection connection, TimeProvider time) : IFrameReceiver
{
    private readonly PeerSettings _settings = new();
    private readonly FloodGuard _flood = new(time);
    private readonly ReceivedData _data = new();
    private int _window = Http2Connection.Window;
    private long _now;
    private int _frames;
    private long _bytes;

    /// <summary>A read follows.</summary>
    public void Begin(long now) => _now = now;

    /// <summary>All of it has been told.</summary>
    public void End(GatewayMetrics metrics)
    {
        _data.Deliver();
        metrics.Forwarded(_frames, _bytes);
        (_frames, _bytes) = (0, 0);
    }

    public void OnData(int streamId, ReadOnlyMemory<byte> data, int flowLength, bool endsStream)
    {
        if (flowLength == 0 && !endsStream)
        {
            _flood.Count(_now);
        }

        TakeFromWindow(flowLength);
        _frames++;
        _bytes += data.Length;
        connection.Find(streamId)?.OnData(data, flowLength, endsStream, _now, _data);
    }

    public void OnHeaders(int streamId, ReadOnlySpan<byte> block, bool endsStream)
    {
        // Decoded even when nobody waits for it: what is no header block ends the connection.
        var fields = HeaderDecoder.Decode(block);
        connection.Find(streamId)?.OnHead(fields, endsStream, _now, _data);
    }

    public void OnReset(int streamId, Http2ErrorCode code)
    {
        _flood.Count(_now);
        if (connection.Find(streamId) is { } stream)
        {
            _data.Deliver(stream);
            stream.End(code is Http2ErrorCode.RefusedStream ? StreamOutcome.Refused : StreamOutcome.Reset);
        }
    }

    public void OnSetting(ushort id, uint value) => _settings.Set(id, value);

    public void OnSettingsEnd()
    {
        _flood.Count(_now);
        connection.Set(_settings);
    }

    public void OnPing(ReadOnlySpan<byte> payload)
    {
        _flood.Count(_now);
        connection.Answer(payload);
    }

    public void OnGoAway(int lastStreamId, Http2ErrorCode code)
    {
        _flood.Count(_now);
        connection.OnGoAway(lastStreamId);
    }

    // Requests have no bodies, so nothing waits for a window.
    public void OnWindowUpdate(int streamId, int bytes) => _flood.Count(_now);

    public void OnOther() => _flood.Count(_now);

    // Given back when it has come, not when readers have taken it: each stream has its own window, and a slow reader's must not be the others'.
    private void TakeFromWindow(int bytes)
    {
        _window -= bytes;
        if (_window < 0)
        {
            throw new Http2Exception(Http2ErrorCode.FlowControlError, "More than the window");
        }

        if (_window < Http2Connection.Window / 2)
        {
            connection.MakeRoom(0, Http2Connection.Window - _window);
            _window = Http2Connection.Window;
        }
    }
}
