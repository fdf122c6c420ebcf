using System.Buffers;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeMesh.Edge;
using RealtimeMesh.Edge.Diagnostics;
using RealtimeMesh.Edge.Frames;
using RealtimeMesh.Edge.Streams;

namespace RealtimeMesh.Benchmarks.Edge;

/// <summary>An edge's registry with streams in it that have no connection.</summary>
internal sealed class Crowd : IDisposable
{
    private static readonly EdgeOptions _options = new()
    {
        MaxStreams = int.MaxValue,
        MaxStreamsPerUser = int.MaxValue,
        MaxNewStreamsPerSecond = int.MaxValue,
    };

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<EventStream> _streams = [];
    private readonly DiscardingPipe _discarding = new();
    private readonly OpenStreams _open;

    private Crowd()
    {
        var metrics = new EdgeMetrics(_services.GetRequiredService<IMeterFactory>());
        var dropped = new DroppedMessages(metrics, NullLogger<DroppedMessages>.Instance, TimeProvider.System);
        _open = new OpenStreams(
            Source, Microsoft.Extensions.Options.Options.Create(_options), metrics, dropped, NullLogger<OpenStreams>.Instance, TimeProvider.System);
    }

    public LoopbackSource Source { get; } = new();

    public static async Task<Crowd> JoinAsync(int streams, Func<int, string> userId)
    {
        var crowd = new Crowd();
        for (var n = 0; n < streams; n++)
        {
            crowd._streams.Add(await crowd.NewStreamAsync(userId(n)));
        }

        return crowd;
    }

    public async Task JoinAndLeaveAsync(string userId) => _open.Leave(await NewStreamAsync(userId));

    /// <summary>Takes out what waits, as the writers of the streams would.</summary>
    public int Drain()
    {
        var frames = 0;
        foreach (var stream in _streams)
        {
            while (stream.Queue.TryTake(out var frame))
            {
                _discarding.Write(frame.Block.Span);
                stream.Queue.Flushed(FrameQueue.Cost(frame));
                frames++;
            }
        }

        return frames;
    }

    public void Dispose() => _services.Dispose();

    private async Task<EventStream> NewStreamAsync(string userId)
    {
        var request = new StreamRequest(StreamForm.Plain, Cursor: null, Types: null);
        var stream = new EventStream(userId, request, new StreamDeadline(long.MaxValue, StreamEnd.Rotated), _options, TimeProvider.System);
        return await _open.JoinAsync(stream, CancellationToken.None) is { } refusal
            ? throw new InvalidOperationException($"The stream was refused: {refusal}.")
            : stream;
    }
}
