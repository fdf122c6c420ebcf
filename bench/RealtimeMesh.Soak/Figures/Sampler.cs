using RabbitMQ.Client;
using RealtimeMesh.Soak.Mesh;
using RealtimeMesh.Testing.Services;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.Soak.Figures;

/// <summary>Takes a sample whenever it is time for one.</summary>
internal sealed class Sampler
{
    private const string Queue = "notifier-publish-user-event";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly SoakMesh _mesh;
    private readonly RedisProbe _redis;
    private readonly IChannel _channel;
    private readonly Tally _tally;
    private readonly IReadOnlyList<string> _edges;

    private Sampler(SoakMesh mesh, RedisProbe redis, IChannel channel, Tally tally, IReadOnlyList<string> edges) =>
        (_mesh, _redis, _channel, _tally, _edges) = (mesh, redis, channel, tally, edges);

    public static async Task<Sampler> CreateAsync(
        SoakMesh mesh, RedisProbe redis, IChannel channel, Tally tally, CancellationToken cancellationToken)
    {
        List<string> edges = [];
        foreach (var edge in mesh.Edges)
        {
            edges.Add(await NameAsync(mesh, edge, redis, cancellationToken));
        }

        return new Sampler(mesh, redis, channel, tally, edges);
    }

    /// <summary>One sample after another, until there is no more time or it is stopped.</summary>
    public async IAsyncEnumerable<Sample> TakeAsync(
        TimeSpan duration, TimeProvider time, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var started = time.GetTimestamp();
        using var timer = new PeriodicTimer(Period, time);
        for (var elapsed = TimeSpan.Zero; elapsed + (Period / 2) < duration;)
        {
            if (!await TickAsync(timer, stop))
            {
                yield break;
            }

            elapsed = time.GetElapsedTime(started);
            yield return await TakeAsync(elapsed);
        }
    }

    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }

    // What an edge calls itself is only to be seen on a stream of its own.
    private static async Task<string> NameAsync(SoakMesh mesh, ServiceProcess edge, RedisProbe redis, CancellationToken cancellationToken)
    {
        var userId = $"edge-at-{edge.BaseAddress.Port}";
        using var stream = await SseReader.OpenAsync(edge.BaseAddress, mesh.Tokens.Create(userId), cancellationToken);
        await stream.NextOfTypeAsync("connected", cancellationToken);
        return await redis.EdgeOfAsync(userId);
    }

    private async Task<Sample> TakeAsync(TimeSpan elapsed)
    {
        var counts = _tally.Counts;
        var redis = await _redis.ReadAsync(CancellationToken.None);
        var queue = await _channel.QueueDeclarePassiveAsync(Queue, CancellationToken.None);
        var memory = new Dictionary<string, long>
        {
            ["edge 1"] = ResidentMemory.Of(_mesh.Edges[0]),
            ["edge 2"] = ResidentMemory.Of(_mesh.Edges[1]),
            ["gateway"] = ResidentMemory.Of(_mesh.Gateway),
            ["notifier"] = ResidentMemory.Of(_mesh.Notifier),
            ["redis"] = redis.UsedKiB,
        };

        return new Sample(elapsed, memory, [.. _edges.Select(edge => redis.StreamsByEdge.GetValueOrDefault(edge))], redis.Figures, queue.MessageCount, counts);
    }
}
