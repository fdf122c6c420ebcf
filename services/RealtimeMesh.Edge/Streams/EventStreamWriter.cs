using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.Edge.Diagnostics;
using RealtimeMesh.Edge.Frames;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Streams;

/// <summary>Carries a stream to its response: that it is connected, what was missed, what happens, how it ends.</summary>
internal sealed class EventStreamWriter(EventStream stream, PipeWriter body, EdgeMetrics metrics)
{
    private FlushResult _flush;

    // A reader that is too slow gets nothing more of the queue: it resumes from the last event it has.
    private bool IsOpen => !_flush.IsCompleted && stream.End is not StreamEnd.SlowConsumer and not StreamEnd.ClientLeft;

    /// <summary>Writes that it is connected, and what was missed.</summary>
    /// <returns>Whether live events may follow: whatever the stream has ended with, they would leave a hole behind what was sent of the missed ones.</returns>
    public async Task<bool> BeginAsync(Replay replay)
    {
        Write(Frame.Heartbeat);
        WriteConnected(replay);
        if (!replay.HasPage)
        {
            // At once: clients and proxies wait for the first byte. What is there by now goes with it.
            _flush = await body.FlushAsync();
        }

        return await TryWriteMissedAsync(replay) && IsOpen;
    }

    /// <summary>Writes what happens, until the stream ends or the client is gone.</summary>
    public async Task WriteLiveAsync()
    {
        while (IsOpen && await stream.Queue.WaitAsync())
        {
            var bytes = stream.Queue.WriteTo(body);
            await FlushAsync();
            stream.Queue.Flushed(bytes);
        }
    }

    /// <summary>Writes why it ends, to a client that is there.</summary>
    public async Task EndAsync()
    {
        stream.Finish(StreamEnd.ClientLeft);
        if (stream.End is not StreamEnd.ClientLeft)
        {
            Write(Frame.Error(stream.End.Error(), stream.End.Retry(), stream.Form));
            await body.FlushAsync();
        }
    }

    private async Task<bool> TryWriteMissedAsync(Replay replay)
    {
        try
        {
            while (IsOpen)
            {
                if (await replay.NextAsync() is not { } page)
                {
                    // Trimmed while it was being sent.
                    stream.Finish(StreamEnd.Resync);
                    return false;
                }

                if (page.Count == 0)
                {
                    return true;
                }

                foreach (var missed in page.Where(missed => stream.Takes(UserEventMessage.TypeOf(missed))))
                {
                    Write(stream.JoinedAt with { Offset = missed.Offset }, missed.Json.Span);
                }

                await FlushAsync();
                metrics.FramesWritten(page.Count);
            }
        }
        catch (UserEventsUnavailableException)
        {
            stream.Finish(StreamEnd.Resync);
        }

        return false;
    }

    private async Task FlushAsync()
    {
        _flush = await body.FlushAsync();
        stream.Written();
    }

    private void Write(Frame frame) => body.Write(frame.Block.Span);

    private void Write(Cursor id, ReadOnlySpan<byte> json)
    {
        using var frame = EventFrame.Of(Encoding.UTF8.GetBytes(id.ToString()), json, stream.Form);
        body.Write(frame.Block);
    }

    private void WriteConnected(Replay replay)
    {
        var connected = new ConnectedEvent { UserId = stream.UserId, Resumed = replay.IsResumed };
        Write(replay.From, JsonSerializer.SerializeToUtf8Bytes(connected, UserEventJson.Default.UserEvent));
    }
}
