using RealtimeMesh.LoadGen.Sockets;
using RealtimeMesh.LoadGen.Streams;

namespace RealtimeMesh.LoadGen.Http;

/// <summary>One request, and the stream that answers it.</summary>
internal sealed class Http1Connection(Wire wire, LoadStream stream, StreamTarget target) : Connection(wire)
{
    private const int MaxHead = 64 * 1024;

    private ChunkReader _chunks;
    private byte[] _head = [];
    private bool _isBody;
    private bool _isChunked;

    public override IReadOnlyCollection<LoadStream> Streams => [stream];

    public override bool Leave(LoadStream leaving) => false;

    protected override bool OnEstablished() => Wire.Write(target.Http1Request(stream));

    protected override bool OnBytes(ReadOnlySpan<byte> bytes) => _isBody ? OnBody(bytes) : OnHead(bytes);

    private bool OnHead(ReadOnlySpan<byte> bytes)
    {
        if (_head.Length > 0)
        {
            bytes = _head = [.. _head, .. bytes];
        }

        if (ResponseHead.Read(ref bytes) is not { } head)
        {
            _head = _head.Length > 0 ? _head : bytes.ToArray();
            return _head.Length < MaxHead;
        }

        if (head.Status != 200)
        {
            stream.Reader.OnRefused(stream, head.Status, head.RetryAfter);
            return false;
        }

        (_isBody, _isChunked, _head) = (true, head.IsChunked, []);
        stream.Begin();
        stream.Reader.OnOpened(stream);
        return OnBody(bytes);
    }

    private bool OnBody(ReadOnlySpan<byte> bytes)
    {
        if (!_isChunked)
        {
            stream.Read(bytes);
            return true;
        }

        while (_chunks.Next(ref bytes) is { IsEmpty: false } payload)
        {
            stream.Read(payload);
        }

        return !_chunks.IsDone;
    }
}
