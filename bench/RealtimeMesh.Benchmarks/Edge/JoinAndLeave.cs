using BenchmarkDotNet.Attributes;

namespace RealtimeMesh.Benchmarks.Edge;

/// <summary>A stream that comes and goes, where others are: of the same user, and of other users.</summary>
public class JoinAndLeave
{
    private const string Same = "ada";

    private Crowd _oneUser = null!;
    private Crowd _manyUsers = null!;

    [Params(1, 100, 10_000)]
    public int Others { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        _oneUser = await Crowd.JoinAsync(Others, _ => Same);
        _manyUsers = await Crowd.JoinAsync(Others, n => $"user-{n}");
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _oneUser.Dispose();
        _manyUsers.Dispose();
    }

    [Benchmark(Baseline = true)]
    public Task AmongOtherUsers() => _manyUsers.JoinAndLeaveAsync(Same);

    [Benchmark]
    public Task AmongOwn() => _oneUser.JoinAndLeaveAsync(Same);
}
