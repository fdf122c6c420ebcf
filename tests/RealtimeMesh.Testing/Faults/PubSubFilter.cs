using System.Buffers;

namespace RealtimeMesh.Testing.Faults;

/// <summary>Takes the messages of channels out of what Redis sends, as long as the traffic says so. Whole frames only.</summary>
internal sealed class PubSubFilter(ProxyTraffic traffic)
{
    // How a message begins, in RESP2 and in RESP3.
    private static readonly byte[][] Beginnings =
    [
        [.. "*3\r\n$7\r\nmessage\r\n"u8],
        [.. "*3\r\n$8\r\nsmessage\r\n"u8],
        [.. ">3\r\n$7\r\nmessage\r\n"u8],
        [.. ">3\r\n$8\r\nsmessage\r\n"u8],
    ];

    private readonly RespFrames _frames = new();
    private readonly ArrayBufferWriter<byte> _undecided = new();
    private Verdict _verdict;

    private enum Verdict
    {
        Undecided,
        Pass,
        Drop,
    }

    /// <param name="chunk">The next bytes from Redis; frames may begin and end anywhere in them.</param>
    /// <param name="output">Gets what the client is to see of them.</param>
    public void Filter(ReadOnlySpan<byte> chunk, IBufferWriter<byte> output)
    {
        while (!chunk.IsEmpty)
        {
            var length = _frames.Advance(chunk);
            Continue(chunk[..length], output);
            chunk = chunk[length..];

            if (_frames.IsAtBoundary)
            {
                if (_verdict == Verdict.Drop)
                {
                    traffic.CountDroppedMessage();
                }

                _verdict = Verdict.Undecided;
            }
        }
    }

    private void Continue(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        switch (_verdict)
        {
            case Verdict.Pass:
                output.Write(bytes);
                break;
            case Verdict.Undecided:
                _undecided.Write(bytes);
                _verdict = Judge(_undecided.WrittenSpan);
                if (_verdict == Verdict.Pass)
                {
                    output.Write(_undecided.WrittenSpan);
                }

                if (_verdict != Verdict.Undecided)
                {
                    _undecided.ResetWrittenCount();
                }

                break;
            case Verdict.Drop:
                break;
        }
    }

    private Verdict Judge(ReadOnlySpan<byte> frame)
    {
        foreach (var beginning in Beginnings)
        {
            if (frame.StartsWith(beginning))
            {
                return traffic.DropPubSubMessages ? Verdict.Drop : Verdict.Pass;
            }

            if (beginning.AsSpan().StartsWith(frame))
            {
                return Verdict.Undecided;
            }
        }

        return Verdict.Pass;
    }
}
