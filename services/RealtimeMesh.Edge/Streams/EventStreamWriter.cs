using System.Buffers;
using System.IO.Pipelines;
using RealtimeMesh.Edge.Diagnostics;
using RealtimeMesh.Edge.Frames;

namespace RealtimeMesh.Edge.Streams;

/// <summary>Carries a stream's frames to its response, until the stream ends or the client is gone.</summary>
internal static class EventStreamWriter
{
    public static async Task WriteAsync(this EventStream stream, PipeWriter body, byte[] connected, EdgeMetrics metrics)
    {
        // At once: clients and proxies wait for the first byte.
        body.Write(Frame.Heartbeat);
        body.Write(connected);
        var flush = await body.FlushAsync();

        // A reader that is too slow gets nothing more of the queue: it resumes from the last event it has.
        while (!flush.IsCompleted && stream.End is not StreamEnd.SlowConsumer and not StreamEnd.ClientLeft && await stream.Queue.WaitAsync())
        {
            var (frames, bytes) = stream.Queue.WriteTo(body);
            flush = await body.FlushAsync();
            stream.Queue.Flushed(bytes);
            stream.Written();
            metrics.FramesWritten(frames);
        }

        stream.Finish(StreamEnd.ClientLeft);
        if (stream.End is not StreamEnd.ClientLeft)
        {
            body.Write(Frame.Error(stream.End.Error(), stream.End.Retry(), stream.Form));
            await body.FlushAsync();
        }
    }
}
