namespace RealtimeMesh.Testing.Streams;

/// <summary>Reads the lines of one block. Stricter than a browser: what the protocol does not allow is an error, not skipped.</summary>
internal sealed class SseFrameParser
{
    private string? _event;
    private string? _id;
    private int? _retry;
    private string? _data;

    /// <summary>Comments in this block.</summary>
    public int Comments { get; private set; }

    public bool IsEmpty => Comments == 0 && !HasFields;

    private bool HasFields => (_event ?? _id ?? _data) is not null || _retry is not null;

    /// <returns>The frame, or null when the block was a comment.</returns>
    public SseFrame? Finish()
    {
        if (IsEmpty)
        {
            throw new FormatException("The stream has an empty line where no frame was begun.");
        }

        return HasFields ? new SseFrame(_event, _id, _retry, _data) : null;
    }

    public void Add(string line)
    {
        if (line.Contains('\r', StringComparison.Ordinal))
        {
            throw new FormatException($"The stream has a carriage return: '{line}'");
        }

        if (line.StartsWith(':'))
        {
            Comments++;
            return;
        }

        var field = line.Split(": ", 2) is [var name, var value]
            ? (Name: name, Value: value)
            : throw new FormatException($"The stream has a line that is no field: '{line}'");
        switch (field.Name)
        {
            case "event" when _event is null:
                _event = field.Value;
                break;
            case "id" when _id is null:
                _id = field.Value;
                break;
            case "retry" when _retry is null:
                _retry = int.Parse(field.Value, System.Globalization.NumberStyles.None, null);
                break;
            case "data" when _data is null:
                _data = field.Value;
                break;
            default:
                throw new FormatException($"The stream has a field that is unknown or there twice: '{line}'");
        }
    }
}
