using System.Buffers.Binary;

namespace RealtimeMesh.Http2.Frames;

/// <summary>Takes a peer's bytes apart in place, after a client's preface. Not thread-safe.</summary>
internal sealed class FrameParser(IFrameReceiver receiver)
{
    /// <summary>What HTTP/2 allows at the beginning; we never raise it.</summary>
    public const int MaxPayload = 16 * 1024;

    private readonly HeaderBlock _block = new();
    private bool _hasSettings;

    /// <returns>Bytes that were used. The others are the beginning of a frame: bring them again with what follows.</returns>
    /// <exception cref="Http2Exception">The peer broke the protocol.</exception>
    public int Parse(ReadOnlyMemory<byte> received)
    {
        var used = 0;
        while (received.Length - used >= FrameHeader.Size)
        {
            var frame = FrameHeader.Read(received.Span[used..]);
            if (frame.Length > MaxPayload)
            {
                throw new Http2Exception(Http2ErrorCode.FrameSizeError, $"Frame of {frame.Length} bytes");
            }

            if (received.Length - used - FrameHeader.Size < frame.Length)
            {
                break;
            }

            Dispatch(frame, received.Slice(used + FrameHeader.Size, frame.Length));
            used += FrameHeader.Size + frame.Length;
        }

        return used;
    }

    private void Dispatch(FrameHeader frame, ReadOnlyMemory<byte> memory)
    {
        var payload = memory.Span;
        if (!_hasSettings && (frame.Type is not FrameType.Settings || Has(frame, FrameFlags.Ack)))
        {
            throw Broken("The first frame is not SETTINGS");
        }

        if (_block.IsOpen && (frame.Type is not FrameType.Continuation || frame.StreamId != _block.StreamId))
        {
            throw Broken("A header block is interrupted");
        }

        switch (frame.Type)
        {
            case FrameType.Data:
                receiver.OnData(OfStream(frame), memory[Unpadded(frame, payload)], frame.Length, Has(frame, FrameFlags.EndStream));
                break;
            case FrameType.Headers:
                OnHeaders(frame, WithoutPriority(frame, payload[Unpadded(frame, payload)]));
                break;
            case FrameType.Continuation:
                OnContinuation(frame, payload);
                break;
            case FrameType.RstStream:
                receiver.OnReset(OfStream(frame), (Http2ErrorCode)Number(payload));
                break;
            case FrameType.Settings:
                OnSettings(frame, payload);
                break;
            case FrameType.PushPromise:
                throw Broken("Push was never allowed");
            case FrameType.Ping:
                OnPing(frame, payload);
                break;
            case FrameType.GoAway:
                OfConnection(frame);
                receiver.OnGoAway((int)(Number(AtLeast(payload, 8)[..4]) & int.MaxValue), (Http2ErrorCode)Number(payload.Slice(4, 4)));
                break;
            case FrameType.WindowUpdate:
                OnWindowUpdate(frame, payload);
                break;
            default:
                receiver.OnOther();
                break;
        }
    }

    private void OnHeaders(FrameHeader frame, ReadOnlySpan<byte> fragment)
    {
        if (Has(frame, FrameFlags.EndHeaders))
        {
            receiver.OnHeaders(OfStream(frame), fragment, Has(frame, FrameFlags.EndStream));
            return;
        }

        _block.Begin(OfStream(frame), Has(frame, FrameFlags.EndStream));
        _block.Add(fragment);
    }

    private void OnContinuation(FrameHeader frame, ReadOnlySpan<byte> fragment)
    {
        if (!_block.IsOpen)
        {
            throw Broken("CONTINUATION without HEADERS");
        }

        _block.Add(fragment);
        if (Has(frame, FrameFlags.EndHeaders))
        {
            receiver.OnHeaders(_block.StreamId, _block.Bytes, _block.EndsStream);
            _block.End();
        }
    }

    private void OnSettings(FrameHeader frame, ReadOnlySpan<byte> payload)
    {
        const int SettingSize = 6;
        OfConnection(frame);
        _hasSettings = true;
        if (Has(frame, FrameFlags.Ack))
        {
            Exactly(payload, 0);
            receiver.OnOther();
            return;
        }

        if (payload.Length % SettingSize != 0)
        {
            throw WrongSize();
        }

        for (; !payload.IsEmpty; payload = payload[SettingSize..])
        {
            receiver.OnSetting(BinaryPrimitives.ReadUInt16BigEndian(payload), Number(payload.Slice(2, 4)));
        }

        receiver.OnSettingsEnd();
    }

    private void OnPing(FrameHeader frame, ReadOnlySpan<byte> payload)
    {
        OfConnection(frame);
        Exactly(payload, 8);
        if (Has(frame, FrameFlags.Ack))
        {
            receiver.OnOther();
        }
        else
        {
            receiver.OnPing(payload);
        }
    }

    private void OnWindowUpdate(FrameHeader frame, ReadOnlySpan<byte> payload)
    {
        var bytes = (int)(Number(payload) & int.MaxValue);
        if (bytes == 0 && frame.StreamId == 0)
        {
            throw Broken("Window update of nothing");
        }

        receiver.OnWindowUpdate(frame.StreamId, bytes);
    }

    private static Range Unpadded(FrameHeader frame, ReadOnlySpan<byte> payload)
    {
        if (!Has(frame, FrameFlags.Padded))
        {
            return ..;
        }

        var padding = AtLeast(payload, 1)[0];
        return padding < payload.Length ? 1..^padding : throw Broken("More padding than payload");
    }

    private static ReadOnlySpan<byte> WithoutPriority(FrameHeader frame, ReadOnlySpan<byte> payload) =>
        Has(frame, FrameFlags.Priority) ? AtLeast(payload, 5)[5..] : payload;

    private static int OfStream(FrameHeader frame) => frame.StreamId != 0 ? frame.StreamId : throw Broken($"{frame.Type} without a stream");

    private static void OfConnection(FrameHeader frame)
    {
        if (frame.StreamId != 0)
        {
            throw Broken($"{frame.Type} of a stream");
        }
    }

    private static uint Number(ReadOnlySpan<byte> payload)
    {
        Exactly(payload, 4);
        return BinaryPrimitives.ReadUInt32BigEndian(payload);
    }

    private static ReadOnlySpan<byte> AtLeast(ReadOnlySpan<byte> payload, int length) => payload.Length >= length ? payload : throw WrongSize();

    private static void Exactly(ReadOnlySpan<byte> payload, int length)
    {
        if (payload.Length != length)
        {
            throw WrongSize();
        }
    }

    private static bool Has(FrameHeader frame, FrameFlags flag) => (frame.Flags & flag) != 0;

    private static Http2Exception WrongSize() => new(Http2ErrorCode.FrameSizeError, "Frame of a wrong size");

    private static Http2Exception Broken(string message) => new(Http2ErrorCode.ProtocolError, message);
}
