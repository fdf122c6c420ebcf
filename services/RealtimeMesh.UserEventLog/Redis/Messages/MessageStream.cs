namespace RealtimeMesh.UserEventLog.Redis.Messages;

/// <summary>
/// A subscribing connection to Redis. Published messages go straight from what was read to their receivers, in order and without a copy of
/// their own; the client library sees everything else, and so keeps connection and subscriptions as ever.
/// </summary>
internal sealed class MessageStream(Stream inner, SubscribedChannels channels) : Stream
{
    // Twice what an edge takes for a message; a larger one is counted there as dropped.
    private const int LargestMessage = 256 * 1024;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    // Of the frame at the start: bytes that are the library's.
    private int _pass;

    // Bytes of a message that is too large to keep.
    private int _skip;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    private ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (TakeMessages(buffer.Span) is > 0 and var passed)
            {
                return passed;
            }

            await channels.WaitForRoomAsync(cancellationToken);
            MakeRoom();
            var read = await inner.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
            {
                return 0;
            }

            _end += read;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The connection is read asynchronously.");

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer, offset, count, cancellationToken);

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <returns>How many bytes for the library are in <paramref name="library"/>; 0 when more has to be read first.</returns>
    private int TakeMessages(Span<byte> library)
    {
        while (!Unread.IsEmpty)
        {
            if (_skip > 0)
            {
                _skip -= Consume(Math.Min(_skip, Unread.Length));
            }
            else if (_pass > 0)
            {
                var passed = Math.Min(Math.Min(_pass, Unread.Length), library.Length);
                Unread[..passed].CopyTo(library);
                _pass -= Consume(passed);
                return passed;
            }
            else if (!TryTakeFrame())
            {
                return 0;
            }
        }

        return 0;
    }

    private bool TryTakeFrame()
    {
        if (!RespFrame.IsMessage(Unread, out var at))
        {
            _pass = RespFrame.Measure(Unread);
            return _pass > 0;
        }

        if (!TryReadBulk(ref at, out var channel) || !RespFrame.TryReadLength(Unread, ref at, out var length))
        {
            return false;
        }

        if (length > LargestMessage)
        {
            // Nothing is no event either.
            channels.Receive(channel, default);
            Consume(at);
            _skip = length + 2;
            return true;
        }

        if (Unread.Length < at + length + 2)
        {
            return false;
        }

        channels.Receive(channel, Unread.Slice(at, length));
        Consume(at + length + 2);
        return true;
    }

    private bool TryReadBulk(ref int at, out ReadOnlySpan<byte> bulk)
    {
        bulk = default;
        if (!RespFrame.TryReadLength(Unread, ref at, out var length) || Unread.Length < at + length + 2)
        {
            return false;
        }

        bulk = Unread.Slice(at, length);
        at += length + 2;
        return true;
    }

    private int Consume(int bytes)
    {
        _start += bytes;
        return bytes;
    }

    private void MakeRoom()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
        }
        else if (_end == _buffer.Length)
        {
            // What is incomplete goes to the front, of a larger buffer if it fills this one.
            var larger = _start == 0 ? new byte[Larger()] : _buffer;
            Unread.CopyTo(larger);
            (_buffer, _start, _end) = (larger, 0, _end - _start);
        }
    }

    private int Larger() => _buffer.Length < 4 * LargestMessage
        ? 2 * _buffer.Length
        : throw new InvalidDataException("Redis sent a reply that is too large for a connection that only subscribes.");
}
