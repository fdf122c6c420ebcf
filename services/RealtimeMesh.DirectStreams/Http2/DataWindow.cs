using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;

namespace RealtimeMesh.DirectStreams.Http2;

/// <summary>What a connection's streams together may send: as the peer's window and the socket have room. Thread-safe.</summary>
/// <param name="sends">Where it goes.</param>
/// <param name="close">Ends the connection.</param>
internal sealed class DataWindow(SendQueue sends, Action close)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<ResponseBytes> _blocked = [];
    private long _window = Setting.FirstWindow;

    /// <summary>Called within the stream's lock.</summary>
    /// <returns>How much of it was taken. Where that is nothing, the stream is called when there is room.</returns>
    public int Send(ResponseBytes stream, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_window == 0 || !sends.HasRoom)
            {
                stream.Blocked ??= _blocked.AddLast(stream);
                return 0;
            }

            var data = new DataFrame { Id = stream.Id, Bytes = bytes[..(int)Math.Min(bytes.Length, _window)] };
            if (!sends.TryAdd(data, static (output, data) => output.WriteData(data.Id, data.Bytes)))
            {
                close();
                return 0;
            }

            _window -= data.Bytes.Length;
            return data.Bytes.Length;
        }
    }

    /// <summary>The peer takes so much more.</summary>
    /// <exception cref="Http2Exception">That is more than there can be.</exception>
    public void Widen(int bytes)
    {
        lock (_lock)
        {
            _window += bytes;
            if (_window > int.MaxValue)
            {
                throw new Http2Exception(Http2ErrorCode.FlowControlError, "Too large a window");
            }
        }

        SendBlocked();
    }

    /// <summary>It has ended.</summary>
    public void Forget(ResponseBytes stream)
    {
        lock (_lock)
        {
            if (stream.Blocked is { } blocked)
            {
                _blocked.Remove(blocked);
                stream.Blocked = null;
            }
        }
    }

    /// <summary>What waits for the connection goes on, as far as there is room.</summary>
    public void SendBlocked()
    {
        while (TryUnblock() is { } stream)
        {
            stream.Flush();
        }
    }

    private ResponseBytes? TryUnblock()
    {
        lock (_lock)
        {
            if (_window == 0 || !sends.HasRoom || _blocked.First is not { } first)
            {
                return null;
            }

            _blocked.Remove(first);
            first.Value.Blocked = null;
            return first.Value;
        }
    }

    private readonly ref struct DataFrame
    {
        public int Id { get; init; }

        public ReadOnlySpan<byte> Bytes { get; init; }
    }
}
