using System.Text;

namespace RealtimeMesh.LoadGen.Streams;

internal enum StreamState
{
    Closed,
    Opening,
    Open,
}

/// <summary>One stream: what it has received, and what it needs to resume. Changed by its reader thread alone.</summary>
internal sealed class LoadStream(LoadUser user, ReaderThread reader) : IEventFields
{
    private const int MaxIdLength = 128;
    private const int WindowSize = 64;

    private EventParser _parser;
    private byte[] _id = [];
    private int _idLength;
    private byte[] _nextId = [];
    private int _nextIdLength = -1;
    private long _lastNumber;

    // Of the last 64 numbers, those that came: the newest is the lowest bit.
    private ulong _received;
    private bool _isError;
    private bool _hasData;
    private bool _isLoadEvent;

    public LoadUser User => user;

    public ReaderThread Reader => reader;

    public StreamState State { get; set; }

    /// <summary>The connection that carries it, and its number there.</summary>
    public Connection? Connection { get; set; }

    public int NumberOfConnection { get; set; }

    /// <summary>The number of the newest event received; 0 before the first.</summary>
    public long LastNumber => Volatile.Read(ref _lastNumber);

    /// <summary>The id of the last complete block that had one.</summary>
    public ReadOnlySpan<byte> LastEventId => _id.AsSpan(0, _idLength);

    /// <summary>A new response begins; what was received before still counts.</summary>
    public void Begin()
    {
        _parser = default;
        (_nextIdLength, _isError, _hasData, _isLoadEvent) = (-1, false, false, false);
    }

    public void Read(ReadOnlySpan<byte> bytes)
    {
        reader.Tally.Bytes += bytes.Length;
        _parser.Read(bytes, this);
    }

    public void OnId(ReadOnlySpan<byte> id)
    {
        if (id.Length > MaxIdLength)
        {
            throw new FormatException("An event's id is longer than 128 bytes.");
        }

        if (_nextId.Length < id.Length)
        {
            _nextId = new byte[id.Length];
        }

        id.CopyTo(_nextId);
        _nextIdLength = id.Length;
    }

    public void OnEventName(ReadOnlySpan<byte> name) => _isError = name.SequenceEqual("error"u8);

    public void OnData(ReadOnlySpan<byte> line)
    {
        _hasData = true;
        if (_isError)
        {
            reader.Tally.CountReason(ErrorCode(line));
        }
        else if (LoadEvent.TryRead(line, out var at, out var number))
        {
            _isLoadEvent = true;
            reader.Tally.RecordLatency(reader.Now - at);
            Follow(number);
        }
        else if (line.IndexOf("\"type\":\"connected\""u8) >= 0)
        {
            _ = line.IndexOf("\"resumed\":true"u8) >= 0 ? reader.Tally.Resumed++ : reader.Tally.StartedAfresh++;
        }
    }

    public void OnBlockEnd()
    {
        if (_nextIdLength >= 0)
        {
            (_id, _nextId) = (_nextId, _id);
            (_idLength, _nextIdLength) = (_nextIdLength, -1);
        }

        if (_hasData)
        {
            _ = _isError ? reader.Tally.Errors++ : _isLoadEvent ? reader.Tally.Events++ : reader.Tally.OtherFrames++;
        }

        (_isError, _hasData, _isLoadEvent) = (false, false, false);
    }

    public void OnComment() => reader.Tally.Comments++;

    private void Follow(long number)
    {
        var ahead = number - _lastNumber;
        if (_lastNumber == 0)
        {
            (_received, ahead) = (ulong.MaxValue, 1);
        }

        if (ahead > 0)
        {
            _received = (ahead < WindowSize ? _received << (int)ahead : 0) | 1;
            reader.Tally.Lost += ahead - 1;
            Volatile.Write(ref _lastNumber, number);
        }
        else if (-ahead >= WindowSize || (_received & (1UL << (int)-ahead)) != 0)
        {
            reader.Tally.Duplicates++;
        }
        else
        {
            // Not lost after all.
            _received |= 1UL << (int)-ahead;
            reader.Tally.Lost--;
            reader.Tally.OutOfOrder++;
        }
    }

    private static string ErrorCode(ReadOnlySpan<byte> data)
    {
        var code = "\"code\":\""u8;
        var start = data.IndexOf(code);
        if (start < 0)
        {
            return "error";
        }

        data = data[(start + code.Length)..];
        var end = data.IndexOf((byte)'"');
        return end is > 0 and < 64 ? Encoding.ASCII.GetString(data[..end]) : "error";
    }
}
