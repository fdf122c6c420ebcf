using System.Text;
using RealtimeMesh.Gateway.Http2;

namespace RealtimeMesh.Gateway.Tests.Http2;

/// <summary>A reader that takes everything at once, or nothing until it is told to.</summary>
internal sealed class ReadStream : IStreamOutput
{
    private readonly Http2Stream _stream;
    private readonly bool _takes;
    private readonly StringBuilder _text = new();
    private readonly TaskCompletionSource<StreamOutcome> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ReadStream(Http2Stream stream, bool takes) => (_stream, _takes) = (stream, takes);

    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    public int Writes { get; private set; }

    public Task<StreamOutcome> End => _end.Task;

    public static ReadStream Of(Http2Stream stream, bool takes = true)
    {
        var reader = new ReadStream(stream, takes);
        stream.Attach(reader);
        return reader;
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        Writes++;
        lock (_text)
        {
            _text.Append(Encoding.UTF8.GetString(data));
        }

        if (_takes)
        {
            _stream.Consumed(data.Length);
        }
    }

    void IStreamOutput.End(StreamOutcome outcome) => _end.SetResult(outcome);
}
