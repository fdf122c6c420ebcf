namespace RealtimeMesh.LoadGen.Streams;

/// <summary>What the fields of an event stream are handed to, in their order. The bytes are valid during the call.</summary>
internal interface IEventFields
{
    void OnId(ReadOnlySpan<byte> id);

    void OnEventName(ReadOnlySpan<byte> name);

    void OnData(ReadOnlySpan<byte> line);

    /// <summary>An empty line: what came since the last one is a block. Never called twice without a field between.</summary>
    void OnBlockEnd();

    void OnComment();
}

/// <summary>
/// Reads an event stream (HTML, 9.2.6) in place, however the bytes come in pieces: only a line that is split is copied. Lines end with LF or CRLF.
/// </summary>
internal struct EventParser
{
    private const int MaxLine = 1024 * 1024;

    private byte[]? _line;
    private int _length;
    private bool _hasField;

    /// <exception cref="FormatException">A line is longer than 1 MiB.</exception>
    public void Read<TFields>(ReadOnlySpan<byte> bytes, TFields fields)
        where TFields : IEventFields
    {
        while (bytes.IndexOf((byte)'\n') is var end && end >= 0)
        {
            var line = bytes[..end];
            bytes = bytes[(end + 1)..];
            if (_length > 0)
            {
                Keep(line);
                line = _line.AsSpan(0, _length);
                _length = 0;
            }

            ReadLine(line is [.., (byte)'\r'] ? line[..^1] : line, fields);
        }

        Keep(bytes);
    }

    private void ReadLine<TFields>(ReadOnlySpan<byte> line, TFields fields)
        where TFields : IEventFields
    {
        if (line.IsEmpty)
        {
            if (_hasField)
            {
                _hasField = false;
                fields.OnBlockEnd();
            }

            return;
        }

        if (line[0] == ':')
        {
            fields.OnComment();
            return;
        }

        _hasField = true;
        if (IsField(line, "data"u8, out var value))
        {
            fields.OnData(value);
        }
        else if (IsField(line, "id"u8, out value))
        {
            fields.OnId(value);
        }
        else if (IsField(line, "event"u8, out value))
        {
            fields.OnEventName(value);
        }
    }

    private static bool IsField(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        if (line.Length <= name.Length || line[name.Length] != ':' || !line.StartsWith(name))
        {
            value = default;
            return false;
        }

        value = line[(name.Length + 1)..];
        value = value is [(byte)' ', ..] ? value[1..] : value;
        return true;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        var length = _length + bytes.Length;
        if (length > MaxLine)
        {
            throw new FormatException("A line of the stream is longer than 1 MiB.");
        }

        if (_line is null || _line.Length < length)
        {
            Array.Resize(ref _line, Math.Max(256, length * 2));
        }

        bytes.CopyTo(_line.AsSpan(_length));
        _length = length;
    }
}
