namespace RealtimeMesh.Testing.Faults;

/// <summary>Finds where each reply and push of Redis ends, in RESP2 and RESP3, however the bytes come in chunks.</summary>
internal sealed class RespFrames
{
    // Elements still to come, of each aggregate that is open.
    private readonly Stack<long> _open = new();
    private long _bulkBytes;
    private byte _type;
    private long _number;
    private bool _isNegative;

    /// <summary>The last byte taken was a frame's last one.</summary>
    public bool IsAtBoundary { get; private set; } = true;

    /// <summary>Takes bytes, at most up to the end of a frame.</summary>
    /// <returns>How many.</returns>
    public int Advance(ReadOnlySpan<byte> bytes)
    {
        IsAtBoundary = false;
        var taken = 0;
        while (taken < bytes.Length && !IsAtBoundary)
        {
            if (_bulkBytes > 0)
            {
                var length = (int)Math.Min(_bulkBytes, bytes.Length - taken);
                taken += length;
                _bulkBytes -= length;
                if (_bulkBytes == 0)
                {
                    FinishElement();
                }
            }
            else
            {
                AddToLine(bytes[taken++]);
            }
        }

        return taken;
    }

    private void AddToLine(byte next)
    {
        switch (next)
        {
            case var type when _type == 0:
                _type = type;
                break;
            case (byte)'\n':
                FinishLine();
                break;
            // The digits of a line that is no length do no harm.
            case >= (byte)'0' and <= (byte)'9':
                _number = unchecked((_number * 10) + (next - '0'));
                break;
            case (byte)'-':
                _isNegative = true;
                break;
        }
    }

    private void FinishLine()
    {
        var type = (char)_type;
        var length = _isNegative ? 0 : _number;
        // "$-1" and "*-1" are nulls: nothing follows.
        var isNull = _isNegative;
        (_type, _number, _isNegative) = (0, 0, false);

        switch (type)
        {
            case '$' or '!' or '=' when !isNull:
                _bulkBytes = length + 2;
                break;
            case '*' or '~' or '>' when length > 0:
                _open.Push(length);
                break;
            case '%' when length > 0:
                _open.Push(length * 2);
                break;
            // An attribute stands before the element that it is about.
            case '|':
                _open.Push((length * 2) + 1);
                break;
            case '+' or '-' or ':' or '_' or ',' or '#' or '(' or '$' or '*' or '!' or '=' or '~' or '>' or '%':
                FinishElement();
                break;
            default:
                throw new FormatException($"'{type}' begins no reply of Redis.");
        }
    }

    private void FinishElement()
    {
        while (_open.TryPop(out var missing))
        {
            if (missing > 1)
            {
                _open.Push(missing - 1);
                return;
            }
        }

        IsAtBoundary = true;
    }
}
