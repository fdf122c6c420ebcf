using BenchmarkDotNet.Attributes;

namespace RealtimeMesh.Benchmarks.Edge;

/// <summary>One event to many streams, from the message to the frames that its writers take out: all of one user, and each of another.</summary>
public class FanOut
{
    private Crowd _oneUser = null!;
    private Crowd _manyUsers = null!;

    [Params(1, 100, 10_000)]
    public int Streams { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        _oneUser = await Crowd.JoinAsync(Streams, _ => "ada");
        _manyUsers = await Crowd.JoinAsync(Streams, n => $"user-{n}");
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _oneUser.Dispose();
        _manyUsers.Dispose();
    }

    [Benchmark(Baseline = true)]
    public int OneUser() => Deliver(_oneUser);

    [Benchmark]
    public int ManyUsers() => Deliver(_manyUsers);

    private int Deliver(Crowd crowd)
    {
        crowd.Source.PublishToAll();
        var frames = crowd.Drain();
        return frames == Streams ? frames : throw new InvalidOperationException($"{frames} of {Streams} streams got the event.");
    }
}
