using System.Buffers.Binary;
using RealtimeMesh.LoadGen.Sockets;
using RealtimeMesh.LoadGen.Streams;

namespace RealtimeMesh.LoadGen.Http;

/// <summary>Many streams on one connection, by prior knowledge or ALPN. Used by one reader thread.</summary>
internal sealed class Http2Connection(Wire wire, StreamTarget target, ReaderThread reader) : Connection(wire)
{
    private const int WindowStep = 16 * 1024 * 1024;

    private readonly Http2FrameReader _frames = new();
    private readonly Dictionary<int, LoadStream> _streams = [];
    private readonly List<LoadStream> _waiting = [];
    private int _maxStreams = target.StreamsPerConnection;
    private int _nextNumber = 1;
    private int _received;
    private bool _isEstablished;
    private bool _isLeaving;

    public bool HasRoom => !_isLeaving && _streams.Count + _waiting.Count < _maxStreams;

    public override IReadOnlyCollection<LoadStream> Streams => [.. _streams.Values, .. _waiting];

    /// <summary>Asks for a stream, as soon as the connection is there.</summary>
    public void Add(LoadStream stream)
    {
        stream.Connection = this;
        if (!_isEstablished)
        {
            _waiting.Add(stream);
        }
        else if (!Request(stream))
        {
            throw new IOException("An HTTP/2 connection did not take a request.");
        }
    }

    public override bool Leave(LoadStream stream)
    {
        _waiting.Remove(stream);
        return !_streams.Remove(stream.NumberOfConnection) || Wire.Write(Http2Frame.CreateReset(stream.NumberOfConnection));
    }

    protected override bool OnEstablished()
    {
        _isEstablished = true;
        var allSent = Wire.Write(Http2Frame.Preface(target.HasBodies)) && _waiting.TrueForAll(Request);
        _waiting.Clear();
        return allSent;
    }

    protected override bool OnBytes(ReadOnlySpan<byte> bytes)
    {
        while (_frames.TryRead(ref bytes, out var piece))
        {
            if (!OnPiece(piece))
            {
                return false;
            }
        }

        return true;
    }

    private bool OnPiece(in Http2Piece piece)
    {
        switch (piece.Type)
        {
            case Http2Frame.Data:
                return OnData(piece);
            case Http2Frame.Headers:
                OnHeaders(piece);
                return true;
            case Http2Frame.Reset:
                End(piece.Stream);
                return true;
            case Http2Frame.Settings when !piece.Has(Http2Frame.Ack):
                ReadSettings(piece.Payload);
                return Wire.Write(Http2Frame.Create(Http2Frame.Settings, Http2Frame.Ack, 0, []));
            case Http2Frame.Ping when !piece.Has(Http2Frame.Ack):
                return Wire.Write(Http2Frame.Create(Http2Frame.Ping, Http2Frame.Ack, 0, piece.Payload));
            case Http2Frame.GoAway:
                _isLeaving = true;
                return true;
            default:
                return true;
        }
    }

    private bool OnData(in Http2Piece piece)
    {
        if (piece.Has(Http2Frame.Padded))
        {
            throw new FormatException("The server pads its frames, which is not supported.");
        }

        // One that has left may still get some.
        if (_streams.TryGetValue(piece.Stream, out var stream) && stream.State is StreamState.Open)
        {
            stream.Read(piece.Payload);
        }

        if (piece.IsLast && piece.Has(Http2Frame.EndStream))
        {
            End(piece.Stream);
        }

        _received += piece.Payload.Length;
        if (_received < WindowStep)
        {
            return true;
        }

        var update = Http2Frame.CreateWindowUpdate(_received);
        _received = 0;
        return Wire.Write(update);
    }

    private void OnHeaders(in Http2Piece piece)
    {
        if (!_streams.TryGetValue(piece.Stream, out var stream))
        {
            return;
        }

        if (stream.State is StreamState.Open)
        {
            // Trailers.
            End(piece.Stream);
        }
        else if (Http2Frame.Status(piece.Payload) is var status && status == 200)
        {
            stream.Begin();
            reader.OnOpened(stream);
        }
        else
        {
            _streams.Remove(piece.Stream);
            reader.OnRefused(stream, status, retryAfterSeconds: 0);
        }
    }

    private bool Request(LoadStream stream)
    {
        var number = stream.NumberOfConnection = _nextNumber;
        _nextNumber += 2;
        _streams.Add(number, stream);

        var block = Http2Frame.HeaderBlock(
        [
            (":method", target.Method),
            (":scheme", target.IsTls ? "https" : "http"),
            (":path", target.Path(stream.User)),
            (":authority", target.Authority),
            .. target.Headers(stream),
        ]);
        var body = target.Body(stream.User);
        var end = body.Length == 0 ? Http2Frame.EndStream : (byte)0;

        return Wire.Write(Http2Frame.Create(Http2Frame.Headers, (byte)(Http2Frame.EndHeaders | end), number, block))
            && (body.Length == 0 || Wire.Write(Http2Frame.Create(Http2Frame.Data, Http2Frame.EndStream, number, body)));
    }

    private void End(int number)
    {
        if (_streams.Remove(number, out var stream))
        {
            reader.OnEnded(stream);
        }
    }

    private void ReadSettings(ReadOnlySpan<byte> settings)
    {
        for (; settings.Length >= 6; settings = settings[6..])
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(settings) == Http2Frame.MaxConcurrentStreams)
            {
                _maxStreams = (int)Math.Min((uint)target.StreamsPerConnection, BinaryPrimitives.ReadUInt32BigEndian(settings[2..]));
            }
        }
    }
}
