namespace RealtimeMesh.Gateway.Http2;

/// <summary>
/// The data of one read, by stream. Where the gateway is behind, a read brings several frames of a stream, and they leave in one piece:
/// the more there is to do, the less a frame costs. Not thread-safe.
/// </summary>
internal sealed class ReceivedData
{
    private readonly List<(ReadOnlyMemory<byte> Data, int Next)> _pieces = [];
    private readonly List<Http2Stream> _streams = [];
    private byte[]? _together;

    /// <param name="stream">Whose.</param>
    /// <param name="data">No more than the stream's window, and valid until it is delivered.</param>
    public void Add(Http2Stream stream, ReadOnlyMemory<byte> data)
    {
        if (stream.FirstPiece < 0)
        {
            stream.FirstPiece = _pieces.Count;
            _streams.Add(stream);
        }
        else
        {
            _pieces[stream.LastPiece] = _pieces[stream.LastPiece] with { Next = _pieces.Count };
        }

        stream.LastPiece = _pieces.Count;
        _pieces.Add((data, -1));
    }

    public void Deliver()
    {
        foreach (var stream in _streams)
        {
            Deliver(stream);
        }

        _streams.Clear();
        _pieces.Clear();
    }

    /// <summary>What has come for it so far: its end follows.</summary>
    public void Deliver(Http2Stream stream)
    {
        if (stream.FirstPiece < 0)
        {
            return;
        }

        stream.Deliver(Together(stream.FirstPiece));
        stream.FirstPiece = -1;
    }

    private ReadOnlySpan<byte> Together(int first)
    {
        if (_pieces[first].Next < 0)
        {
            return _pieces[first].Data.Span;
        }

        // One read holds a window at most, and another if the reader makes room meanwhile for what was delivered before.
        _together ??= new byte[2 * Http2Stream.Window];
        var length = 0;
        for (var piece = first; piece >= 0; piece = _pieces[piece].Next)
        {
            _pieces[piece].Data.Span.CopyTo(_together.AsSpan(length));
            length += _pieces[piece].Data.Length;
        }

        return _together.AsSpan(0, length);
    }
}
