using BenchmarkDotNet.Attributes;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Benchmarks.UserEventLog;

/// <summary>The scripts against a real Redis, many at a time on one connection as in notifier and edge; time is for one, and PING is the least there is.</summary>
public class RedisScripts
{
    private const int AtOnce = 128;
    private const string Listening = "ada";
    private const string Away = "nobody";
    private const string Stream = "benchmarks:1";

    private static readonly byte[] _json = Edge.Samples.Event(200);

    private RedisLog _log = null!;
    private OutgoingUserEvent _repeated = null!;
    private UserPosition _position = null!;

    [GlobalSetup]
    public async Task Setup()
    {
        _log = await RedisLog.StartAsync();
        _repeated = Event();
        await OpenAsync();
        await _log.Publisher.PublishAsync(Listening, _repeated, CancellationToken.None);
        for (var n = 1; n < new UserEventLogOptions().LogLength; n++)
        {
            await PublishAsync();
        }

        _position = await OpenAsync();
    }

    [GlobalCleanup]
    public async Task Cleanup() => await _log.DisposeAsync();

    [Benchmark(Baseline = true, OperationsPerInvoke = AtOnce)]
    public Task Ping() => ManyAsync(() => _log.Connection.Database.PingAsync());

    [Benchmark(OperationsPerInvoke = AtOnce)]
    public Task Publish() => ManyAsync(PublishAsync);

    [Benchmark(OperationsPerInvoke = AtOnce)]
    public Task PublishRepeated() => ManyAsync(() => _log.Publisher.PublishAsync(Listening, _repeated, CancellationToken.None));

    [Benchmark(OperationsPerInvoke = AtOnce)]
    public Task PublishToNobody() => ManyAsync(() => _log.Publisher.PublishAsync(Away, Event(), CancellationToken.None));

    [Benchmark(OperationsPerInvoke = AtOnce)]
    public Task Open() => ManyAsync(OpenAsync);

    [Benchmark(OperationsPerInvoke = AtOnce)]
    public Task Check() => ManyAsync(() => _log.Source.CheckAsync(Listening, [Stream], _position.Offset));

    /// <summary>A page of the log, as a stream reads it that resumes.</summary>
    [Benchmark(OperationsPerInvoke = AtOnce)]
    public Task Read() => ManyAsync(() => _log.Source.ReadAsync(Listening, _position.Epoch, _position.Offset - 31, _position.Offset, 32));

    private static Task ManyAsync(Func<Task> once)
    {
        var running = new Task[AtOnce];
        for (var n = 0; n < AtOnce; n++)
        {
            running[n] = once();
        }

        return Task.WhenAll(running);
    }

    private static OutgoingUserEvent Event() => new() { Json = _json, Type = "job_progress", MessageId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()) };

    private Task PublishAsync() => _log.Publisher.PublishAsync(Listening, Event(), CancellationToken.None);

    private async Task<UserPosition> OpenAsync() => (await _log.Source.OpenAsync(Listening, Stream, maxStreams: 20))!;
}
